import type { CompilerProgram } from './compiler.ts'
import { changesWorld } from './file-links.ts'
import type { TypesDisk } from './types-disk.ts'
import { wordsOf } from './unknown-names.ts'

/** Names that no file declares. */
const ofTheLanguage = [
  ...['string', 'number', 'boolean', 'object', 'bigint', 'symbol'],
  ...['undefined', 'globalThis', 'arguments', 'module', 'exports', 'require'],
]

/**
 * The names that a module of a program sees without importing them, and a few more: whatever is declared in a file that
 * is no module, or that adds to the world from within one.
 *
 * @param targets Modules that keep their declarations to themselves.
 */
export function* globalNames(program: CompilerProgram, disk: TypesDisk, targets: readonly string[]): Generator<string> {
  yield* ofTheLanguage
  const own = new Set(targets)
  for (const path of program.fileNames) {
    const text = own.has(path) ? '' : (disk.text(path) ?? '')
    // A name may be declared in JavaScript by nothing but its use.
    if (/\.[cm]?jsx?$/.test(path)) yield* wordsOf(text)
    else if (changesWorld(text)) yield* declaredIn(text)
  }
}

/** A variable may be followed by others. */
function* declaredIn(text: string): Generator<string> {
  for (const [, words = ''] of text.matchAll(/\b(?:var|let|const)\s((?:[^;\n]|(?<=,\r?)\n)*)/g)) yield* wordsOf(words)
  const declaration = /\b(?:function|class|interface|type|enum|namespace|module)\s+([\p{L}\p{N}_$]+)/gu
  for (const [, name = ''] of text.matchAll(declaration)) yield name
}
