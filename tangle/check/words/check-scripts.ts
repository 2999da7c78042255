import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate, type Position } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { showsCommands } from '../../parse/terminal-block.ts'
import type { Project } from '../../project/project.ts'
import { suggest } from '../../resolve/suggest.ts'

/** A word that npm is given, in a command that a page shows. */
interface Mention {
  readonly script: string
  readonly position: Position
}

/** What npm runs without `run`, if there is a script of that name. */
const lifecycle = 'start|test|stop|restart'
const npmScript = new RegExp(
  `\\bnpm (?:-[\\w-]+ )*(?:run(?:-script)? (?:-[\\w-]+ )*([\\w:.-]+)|(${lifecycle})\\b)`,
  'dg',
)

/**
 * Scripts that pages tell to run, in a terminal or in a code span, and that `package.json` does not have. This is for
 * commands that are not executed, so it is done where `commands` are configured; a project without them may speak of the
 * reader's own `package.json`.
 */
export async function checkScripts({ config, fileSystem, tangled }: Project): Promise<Diagnostic[]> {
  const pages = tangled.pages.filter(({ text }) => text.includes('npm '))
  if (config.commands === undefined || pages.length === 0) return []
  const scripts = readScripts(await fileSystem.read('package.json'))
  if (!scripts) return []
  return pages.flatMap((page) =>
    findMentions(page)
      .filter(({ script }) => !scripts.has(script))
      .map(({ script, position }) => {
        const near = suggest(script, scripts)
        return {
          code: 'unknown-script',
          severity: 'error',
          message: `package.json has no script ${script}.`,
          location: locate(page.path, position, script.length),
          ...(near !== undefined && { hint: `Did you mean ${near}?` }),
        }
      }),
  )
}

/** `undefined` without a `package.json` that can be read. */
function readScripts(text: string | undefined): ReadonlySet<string> | undefined {
  try {
    const { scripts = {} } = JSON.parse(text ?? 'null') as { scripts?: object }
    return new Set(Object.keys(scripts))
  } catch {
    // No file, or none that npm could use: then nothing is known of scripts.
    return undefined
  }
}

function findMentions({ lines, blocks }: Page): Mention[] {
  const inBlock = new Set<number>()
  const mentions: Mention[] = []
  for (const block of blocks) {
    for (let line = block.fence.start.line; line <= block.endLine; line++) inBlock.add(line)
    const texts = block.lines.map(({ text }) => text)
    if (!showsCommands(block.language, texts)) continue
    for (const { text, position } of block.lines) {
      if (/^\s*[$>] /.test(text)) mentions.push(...mentionsIn(text, position))
    }
  }
  lines.forEach((text, line) => {
    if (inBlock.has(line)) return
    for (const span of text.matchAll(/`[^`]+`/g)) mentions.push(...mentionsIn(span[0], { line, column: span.index }))
  })
  return mentions
}

function mentionsIn(text: string, { line, column }: Position): Mention[] {
  return [...text.matchAll(npmScript)].flatMap(({ indices }) => {
    const [start, end] = indices?.[1] ?? indices?.[2] ?? [0, 0]
    return end > start ? [{ script: text.slice(start, end), position: { line, column: column + start } }] : []
  })
}
