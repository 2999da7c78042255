import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { findCodeSpans } from '../../parse/find-code-spans.ts'
import type { Project } from '../../project/project.ts'
import { parseData } from '../../sources/parse-data.ts'
import { nameOfProblem } from './check-data.ts'
import { findSchema } from './find-schema.ts'
import { validate } from './validate.ts'

const file = 'tangle.config.json'

/** `key: value`, or an object of such. */
const settings = /^(?:\{\s*)?["']?[a-z]\w*["']?\s*:\s*\S/i

/**
 * Settings of this tool in inline code, `blocks: { javascript: true }`, that it does not have: keys below one that it
 * has, and values of another type. Only pages that mention its configuration are about it.
 */
export async function checkSettings(project: Project): Promise<Diagnostic[]> {
  const pages = project.tangled.pages.filter(({ text }) => text.includes('tangle.config'))
  if (pages.length === 0) return []
  const schema = (await findSchema(file, undefined, project)) ?? {}
  const keys = Object.keys(schema.properties ?? {})
  return pages.flatMap((page) => checkPage(page, schema, keys))
}

function checkPage(page: Page, schema: NonNullable<Awaited<ReturnType<typeof findSchema>>>, keys: readonly string[]) {
  return findCodeSpans(page.lines).flatMap(({ text, position }): Diagnostic[] => {
    if (!settings.test(text) || !isLiteral(text)) return []
    // With these around it, the objects of JavaScript are those of YAML.
    const opening = text.startsWith('{') ? '' : '{'
    const data = parseData(opening === '' ? text : `{${text}}`, 'yaml')
    if ('message' in data || !isAbout(data.value, keys)) return []
    return validate(data.value, schema)
      .filter(({ isAbsence }) => !isAbsence)
      .map((problem) => {
        const at = Math.max(0, data.placeOf(problem.path) - opening.length)
        const word = /^["']?[\w$]+["']?/.exec(text.slice(at))?.[0] ?? ''
        return {
          code: 'invalid-data',
          severity: 'error',
          message: `${nameOfProblem(problem)} ${problem.message}, in ${file}.`,
          location: locate(page.path, { line: position.line, column: position.column + at }, word.length),
          ...(problem.near !== undefined && { hint: `Did you mean ${problem.near}?` }),
        }
      })
  })
}

/** Whether it says its values: names of variables, functions and what is left out could be anything. */
function isLiteral(text: string): boolean {
  const rest = text.replace(/'[^']*'|"[^"]*"/g, '""').replace(/""\s*:|[a-z]\w*\s*:/gi, '')
  return !/(?!\b(?:true|false|null)\b)\b[a-z]|[.…<>()|`]/i.test(rest)
}

function isAbout(value: unknown, keys: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const own = Object.keys(value)
  return own.length > 0 && own.every((key) => keys.includes(key))
}
