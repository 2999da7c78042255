import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import { suggest } from '../../resolve/suggest.ts'
import type { EntangledConfig } from '../config/config.ts'
import { codes } from '../model/diagnostic-codes.ts'
import type { EntangledBlock, EntangledPage } from '../model/entangled-block.ts'

/** What each hook would have done with a block, and to which blocks it would have done it (section 10). */
const buildHooks: Readonly<
  Record<string, { readonly does: string; readonly takes: (block: EntangledBlock) => boolean }>
> = {
  build: {
    does: 'makes scripts and a Makefile',
    takes: (block) => hasClass(block, 'build') && block.attributes.has('target'),
  },
  brei: { does: 'lists tasks in .entangled/tasks.json', takes: (block) => hasClass(block, 'task') },
  repl: {
    does: 'collects blocks into a session',
    takes: (block) => hasClass(block, 'repl') && (block.name !== undefined || block.attributes.has('session')),
  },
}

const textHooks = ['shebang', 'spdx_license', 'quarto_attributes']

/** Says which hooks would do something in the project, and are not run; and which ones nobody knows. */
export function reportHooks(config: EntangledConfig, pages: readonly EntangledPage[]): Diagnostic[] {
  return [...reportUnknown(config, pages), ...reportNotRun(pages)]
}

function reportNotRun(pages: readonly EntangledPage[]): Diagnostic[] {
  return Object.entries(buildHooks).flatMap(([name, { does, takes }]): Diagnostic[] => {
    const blocks = pages.filter((page) => page.config.hooks.has(name)).flatMap((page) => page.blocks.filter(takes))
    const [first] = blocks
    if (!first) return []
    const count = blocks.length === 1 ? 'a block' : `${blocks.length} blocks`
    return [
      {
        code: codes.hook,
        severity: 'warning',
        message: `The hook ${name} is not run: it ${does}, and has ${count} here.`,
        location: first.fence,
        hint: 'Targets are written all the same. Run Entangled itself for what the hook makes.',
      },
    ]
  })
}

function reportUnknown(config: EntangledConfig, pages: readonly EntangledPage[]): Diagnostic[] {
  const known = [...textHooks, ...Object.keys(buildHooks)]
  const places = new Map<string, string>()
  for (const hook of config.hooks) places.set(hook, config.file)
  for (const page of pages) for (const hook of page.config.hooks) if (!places.has(hook)) places.set(hook, page.path)
  return [...places].flatMap(([hook, file]): Diagnostic[] => {
    if (known.includes(hook)) return []
    const near = suggest(hook, known)
    return [
      {
        code: codes.hook,
        severity: 'warning',
        message: `The hook ${hook} is not known here, and is not run.`,
        location: locate(file, { line: 0, column: 0 }),
        ...(near !== undefined && { hint: `Did you mean ${near}?` }),
      },
    ]
  })
}

function hasClass(block: EntangledBlock, name: string): boolean {
  return block.language === name || block.classes.includes(name)
}
