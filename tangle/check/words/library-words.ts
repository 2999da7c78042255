import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import type { Project } from '../../project/project.ts'
import { compilerOf } from '../types/find-compiler.ts'
import { dropWordsIn } from './package-words.ts'

/**
 * Takes the words out of a set that TypeScript itself declares: of the language, and of browsers, with their values
 * (`document.baseURI`, `no-cors`). Without an installed compiler nothing is known of them.
 */
export function dropLibraryWords(project: Project, unknown: Set<string>): void {
  for (const file of libraryFiles(project)) {
    if (unknown.size === 0) return
    dropWordsIn(readFileSync(file, 'utf8'), unknown)
  }
}

/** Whether anything is known of what TypeScript declares, such as the members of `navigator`. */
export function hasLibraryWords(project: Project): boolean {
  return libraryFiles(project).length > 0
}

/** They lie beside the compiler: `lib.dom.d.ts`. */
function libraryFiles(project: Project): string[] {
  const folders = new Set(compilerFiles(project).flatMap((file) => [dirname(file), join(dirname(file), 'lib')]))
  return [...folders].flatMap((folder) =>
    namesIn(folder)
      .filter((name) => /^lib\.(?!.*\.full\.).*\.d\.ts$/.test(name))
      .map((name) => join(folder, name)),
  )
}

function compilerFiles(project: Project): readonly string[] {
  try {
    return compilerOf(project)?.files ?? []
  } catch (error) {
    // A compiler that cannot be used is reported where types are checked.
    if (error instanceof ConfigError) return []
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
