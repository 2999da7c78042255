import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { findPastPages } from '../../snippets/past-pages.ts'
import { parseData } from '../../sources/parse-data.ts'
import { findSchema } from './find-schema.ts'
import { shownFile } from './shown-file.ts'
import { type SchemaProblem, validate } from './validate.ts'

/** Three dots stand for what a page leaves out. */
const elision = /\.\.\.|…/

/** Blocks of JSON, YAML and TOML that say which file they are for, and are none for it. */
export async function checkData(project: Project): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  const isPast = findPastPages(project.tangled.pages.map(({ path }) => path))
  for (const page of project.tangled.pages) {
    // What a file was at some time is not judged by what it is now.
    if (isPast(page.path)) continue
    for (const block of page.blocks) {
      const file = shownFile(block, page)
      const isSkipped = block.attributes.get('check')?.value === 'skip'
      if (file !== undefined && !isSkipped) found.push(...(await checkBlock(block, file, page, project)))
    }
  }
  return found
}

async function checkBlock(block: Block, file: string, page: Page, project: Project): Promise<Diagnostic[]> {
  const text = block.lines.map((line) => line.text).join('\n')
  if (elision.test(text.replace(/"(?:\\.|[^"\\\n])*"/g, '')) || block.lines.some(({ reference }) => reference))
    return []
  const data = parseData(text, block.language ?? 'json')
  if ('message' in data && isPart(text, block.language ?? 'json')) return []
  if ('message' in data)
    return [toDiagnostic(block, page, text, data.at, `This cannot be read as ${file}: ${data.message}`)]
  const schema = await findSchema(file, data.value, project)
  if (!schema) return []
  return validate(data.value, schema).map((problem) =>
    toDiagnostic(
      block,
      page,
      text,
      data.placeOf(problem.path),
      `${nameOfProblem(problem)} ${problem.message}, in ${file}.`,
      problem.near,
    ),
  )
}

/** Whether a text of JSON is some lines of a file, with what they are in left out: `"scripts": { … },`. */
function isPart(text: string, language: string): boolean {
  return /^json/i.test(language) && /^(?:\s+|\/\/.*)*"[^"\n]*"\s*:/.test(text)
}

/** Which part of a value a problem is about: `words.level`. */
export function nameOfProblem({ path }: SchemaProblem): string {
  if (path.length === 0) return 'The whole'
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('')
}

function toDiagnostic(block: Block, page: Page, text: string, at: number, message: string, near?: string): Diagnostic {
  const before = text.slice(0, at).split('\n')
  const { line, column } = block.placeOf(Math.min(before.length, Math.max(1, block.lines.length)) - 1)
  const start = { line, column: column + (before.at(-1)?.length ?? 0) }
  const word = /^(?:"[^"\n]*"|[\w$.-]+)/.exec(text.slice(at))?.[0] ?? ''
  return {
    code: 'invalid-data',
    severity: 'error',
    message,
    location: locate(page.path, start, word.length),
    ...(near !== undefined && { hint: `Did you mean ${near}?` }),
  }
}
