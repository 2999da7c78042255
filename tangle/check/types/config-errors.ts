import { relative, sep } from 'node:path'
import { ConfigError } from '../../config/config.ts'

/** That a tsconfig lists no file is no error: the targets are listed by the pages (TS18002, TS18003). */
export function isUsableConfigError(code: number): boolean {
  return code === 18002 || code === 18003
}

/** That it does not know an option, or a value of one, stops no compiler: it goes on without (TS5023 to 5025, TS6046). */
export function isOptionError(code: number): boolean {
  return (code >= 5023 && code <= 5025) || code === 6046
}

export function toConfigError(root: string, configFile: string, message: string): ConfigError {
  return new ConfigError(`${relative(root, configFile).split(sep).join('/')}: ${message}`)
}
