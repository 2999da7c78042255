import { relative, sep } from 'node:path'
import { ConfigError } from '../../config/config.ts'

/** That a tsconfig lists no file is no error: the targets are listed by the pages (TS18002, TS18003). */
export function isUsableConfigError(code: number): boolean {
  return code === 18002 || code === 18003
}

export function toConfigError(root: string, configFile: string, message: string): ConfigError {
  return new ConfigError(`${relative(root, configFile).split(sep).join('/')}: ${message}`)
}
