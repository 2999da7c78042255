import { dirname, join } from 'node:path'
import { readRegularFile } from '../../state/read-regular-file.ts'
import { toPlainJson } from './nearest-config.ts'

/**
 * Whether the nearest tsconfig asks for the types of JavaScript (`checkJs`). Only the file itself is looked at, and none
 * that it extends.
 *
 * @param root The folder above which no tsconfig is looked for. Absolute.
 * @param folder Relative to the root, `.` for itself.
 */
export function hasCheckJs(root: string, folder: string): boolean {
  try {
    const config = JSON.parse(toPlainJson(readRegularFile(join(root, folder, 'tsconfig.json')).toString('utf8')))
    return config?.compilerOptions?.checkJs === true
  } catch {
    return folder !== '.' && hasCheckJs(root, dirname(folder))
  }
}

/** Whether a file asks for its own types, with a comment at its top. */
export function asksForTypes(text: string): boolean {
  // A comment ends in one place only: behind many of them, each way of ending them would be tried.
  return /^(?:#!.*\n)?(?:\s|\/\/.*\n|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*\/\/\s*@ts-check\b/.test(text)
}
