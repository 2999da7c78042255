import { isMap } from 'yaml'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { applySettings, type EntangledConfig } from '../config/config.ts'
import { locateKey } from '../config/locate-key.ts'
import { parseYaml } from '../config/parse-yaml.ts'
import { readSettings } from '../config/read-settings.ts'
import { codes } from '../model/diagnostic-codes.ts'

export interface FrontMatter {
  /** The lines up to the second row of dashes, which is counted as well; 0 if the source has none. */
  readonly length: number
  /** The settings of the project, and those of the source on top. */
  readonly config: EntangledConfig
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads the header of a source (syntax specification, 1.6). What is no mapping, or is never closed, is text: Entangled
 * fails there (defect D36), and a thematic break on line 1 means no harm.
 */
export function readFrontMatter(file: string, lines: readonly string[], config: EntangledConfig): FrontMatter {
  const none = { length: 0, config, diagnostics: [] }
  if (!lines[0]?.startsWith('---')) return none
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith('---'))
  if (end === -1) return none
  const text = lines.slice(1, end).join('\n')
  const document = parseYaml(text)
  const problem = document.errors[0]
  if (problem) {
    if (!/^entangled\s*:/m.test(text)) return none
    const [reason = ''] = problem.message.split('\n')
    const message = `The front matter is not YAML: ${reason.replace(/ at line \d+, column \d+:?$/, '')}.`
    // The dashes are a line, too, and the places of YAML count from 1.
    const { line = 1, col = 1 } = problem.linePos?.[0] ?? {}
    const start = { line, column: col - 1 }
    return { ...none, length: end + 1, diagnostics: [error(message, { file, start })] }
  }
  if (document.contents === null) return { ...none, length: end + 1 }
  if (!isMap(document.contents)) return none
  const header: unknown = document.toJS()
  const value = (header as { entangled?: unknown }).entangled // a map, so an object
  if (value === undefined || value === null) return { ...none, length: end + 1 }
  const { settings, errors, warnings } = readSettings(value)
  const top =
    1 +
    Math.max(
      0,
      text.split('\n').findIndex((line) => /^["']?entangled["']?\s*:/.test(line)),
    )
  const at = (key: string) => locateKey(lines.slice(0, end).join('\n'), file, key, top)
  const diagnostics = [
    ...errors.map(({ key, message }) => error(`In the front matter: ${message}`, at(key))),
    ...warnings.map(({ key, message }) => ({ ...error(message, at(key)), severity: 'warning' as const })),
  ]
  return { length: end + 1, config: settings ? applySettings(config, settings) : config, diagnostics }
}

function error(message: string, location: Diagnostic['location']): Diagnostic {
  return { code: codes.setting, severity: 'error', message, ...(location && { location }) }
}
