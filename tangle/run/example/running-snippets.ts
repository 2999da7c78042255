import { existsSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join, posix, resolve } from 'node:path'
import picomatch from 'picomatch'
import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { findContext, type SnippetContext } from '../../snippets/find-context.ts'
import { findPreludeNames } from '../../snippets/prelude-names.ts'
import { readSnippets } from '../../snippets/read-snippets.ts'
import { findShownImports, importedModules, type ShownImport } from '../../snippets/shown-imports.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { blocksConfig, settingsOf } from '../../snippets/snippet-settings.ts'
import { createTarget, importStatement, type SnippetTarget } from '../../snippets/virtual-target.ts'
import { readRegularFile } from '../../state/read-regular-file.ts'

/** A target that is a plain block, to be run with the earlier blocks that it needs (plain blocks, 3.12). */
export interface RunningSnippet extends SnippetTarget {
  /** Why it cannot be run, though the block itself asks for it. */
  readonly incomplete: string | undefined
}

/** Whether a target is a plain block that is run. */
export function isRunningSnippet(target: Target): target is RunningSnippet {
  return 'incomplete' in target && 'snippet' in target
}

/** A project with the plain blocks among its targets that are to be run: `blocks.run`, and `{run}` at a block. */
export function withRunningSnippets(project: Project): Project {
  if (project.tangled.targets.some(isRunningSnippet)) return project
  const targets = findRunningSnippets(project)
  if (targets.length === 0) return project
  const { tangled } = project
  return { ...project, tangled: { ...tangled, used: tangled.used, targets: [...tangled.targets, ...targets] } }
}

/**
 * The plain blocks that are programs, with the earlier blocks that they need: every name is declared. Whether all that
 * they import can be had is for those to find out who load it, such as a bundler, which may know other places.
 *
 * @param isWanted Which plain blocks are looked at.
 */
export function findCompleteSnippets(project: Project, isWanted: (block: Block) => boolean): RunningSnippet[] {
  return planSnippets(project, isWanted, () => true).filter(({ incomplete }) => incomplete === undefined)
}

function findRunningSnippets(project: Project): RunningSnippet[] {
  const { config, tangled } = project
  const { run = [] } = blocksConfig(config) ?? {}
  const isRunPage = run.length === 0 ? () => false : picomatch([...run])
  const isAsked = ({ attributes }: Block) => attributes.has('run')
  if (!tangled.pages.some(({ path, blocks }) => isRunPage(path) || blocks.some(isAsked))) return []
  const planned = planSnippets(project, (block) => isAsked(block) || isRunPage(block.page))
  return planned.filter(({ incomplete, root }) => incomplete === undefined || isAsked(root))
}

function planSnippets(project: Project, isWanted: (block: Block) => boolean, isThere = isInstalled): RunningSnippet[] {
  const { config, tangled } = project
  if (blocksConfig(config) === undefined) return []
  const isPlain = ({ name, attributes }: Block) =>
    name === undefined && !['output', 'transcript', 'excerpt', 'check'].some((key) => attributes.has(key))
  const pages = tangled.pages.map((page) => ({
    page,
    snippets: readSnippets(page, (block) => isPlain(block) && !tangled.used.has(block)).snippets,
  }))
  const shown = findShownImports(pages.flatMap(({ snippets }) => snippets))
  return pages.flatMap(({ page, snippets }) => {
    const { prelude, skippedBy } = settingsOf(page, config, () => true)
    if (skippedBy !== undefined) return []
    const own = snippets.filter(({ block, isContextOnly }) => !isContextOnly && isWanted(block))
    const names = own.length === 0 ? new Map<string, string>() : findPreludeNames(project.root, prelude)
    return own.map((snippet) => {
      const { context, implied } = plan(snippet, findContext(snippet, snippets), names, shown)
      const incomplete = whyNot({ snippet, context, implied }, project.root, isThere)
      return { ...createTarget(snippet, context.parts, implied), incomplete }
    })
  })
}

interface Plan {
  readonly snippet: Snippet
  readonly context: SnippetContext
  readonly implied: SnippetTarget['implied']
}

/** Without a compiler: a name is known if the program has it, the pages show where it comes from, or a prelude exports it. */
function plan(
  snippet: Snippet,
  context: SnippetContext,
  prelude: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, ShownImport>,
): Plan {
  const imports: string[] = []
  const unknown: string[] = []
  for (const [name, { isValue }] of context.missing) {
    const module = prelude.get(name)
    const found = shown.get(name)
    if (module !== undefined) imports.push(importStatement(name, name, JSON.stringify(module)))
    else if (name in globalThis || name === 'require' || !isValue) continue
    else if (found) imports.push(importStatement(found.name, name, JSON.stringify(found.module)))
    else unknown.push(name)
  }
  return { snippet, context, implied: { imports, guessed: [], doubtful: [], unknown } }
}

/** What keeps a snippet from being a program. */
function whyNot({ snippet, context, implied }: Plan, root: string, isThere: typeof isInstalled): string | undefined {
  const all = [snippet, ...context.parts.map((part) => part.snippet)]
  const [unknown] = implied.unknown
  if (unknown !== undefined) return `nothing declares \`${unknown}\``
  if (all.some(({ form, isAmbient }) => form !== 'module' || isAmbient)) return 'it is a piece of a program'
  if (all.some(({ elisions }) => elisions.length > 0)) return 'it leaves something out'
  if (all.some(({ notation, isOld }) => isOld || notation.errors.length > 0 || notation.noErrors === 'all'))
    return 'it shows what is wrong'
  const folder = resolve(root, posix.dirname(snippet.block.page))
  const implicit = implied.imports.map((line) => /from "([^"]+)"/.exec(line)?.[1] ?? '')
  const missing = [...importedModules(all), ...implicit].find((module) => !isThere(module, folder))
  return missing === undefined ? undefined : `${missing} is not installed`
}

/** Whether a module can be imported from a folder, as far as that shows without loading it. */
function isInstalled(module: string, folder: string): boolean {
  if (isBuiltin(module) || module.startsWith('node:') || /^[./]|^file:/.test(module)) return true
  const name = module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')
  const { resolve: find } = createRequire(join(folder, 'snippet.js'))
  return (find.paths(name) ?? []).some((place) => existsSync(join(place, name))) || isOwnPackage(name, folder)
}

/** A package with `exports` finds itself by its name (Node, "Self-referencing a package using its name"). */
function isOwnPackage(name: string, folder: string): boolean {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return dirname(folder) !== folder && isOwnPackage(name, dirname(folder))
  try {
    const own = JSON.parse(readRegularFile(file).toString('utf8'))
    return own.name === name && own.exports !== undefined
  } catch {
    // Node says what is wrong with it when it gets there.
    return false
  }
}
