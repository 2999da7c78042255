import { resolve } from 'node:path'
import { readRegularFile } from '../state/read-regular-file.ts'
import { lexicalNames } from './names/declared-names.ts'
import { childOf, listOf, parseCode, type SyntaxNode } from './syntax.ts'

/**
 * The names that modules of a prelude export, as far as they say so themselves, with the path of the first one that
 * does. What `export *` passes on is not among them.
 *
 * @param paths Relative to the root.
 */
export function findPreludeNames(root: string, paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const path of paths) {
    const file = resolve(root, path)
    if (/\.d\.[cm]?ts$/.test(file)) continue
    for (const name of exportedNames(file)) if (!names.has(name)) names.set(name, file)
  }
  return names
}

function exportedNames(file: string): string[] {
  try {
    const { program } = parseCode(readRegularFile(file).toString('utf8'), file.endsWith('x') ? 'tsx' : 'ts')
    return listOf(program, 'body').flatMap(namesOf)
  } catch {
    // A prelude that is not there is reported by the check.
    return []
  }
}

function namesOf(statement: SyntaxNode): string[] {
  if (statement.type !== 'ExportNamedDeclaration') return []
  const declaration = childOf(statement, 'declaration')
  if (declaration) return lexicalNames([declaration])
  return listOf(statement, 'specifiers').map((specifier) => {
    const exported = childOf(specifier, 'exported')
    return String(exported?.name ?? exported?.value)
  })
}
