import type { CompilerProgram } from './compiler.ts'
import { changesWorld, withoutComments } from './file-links.ts'
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
    // A script declares by any form of a statement, JavaScript even by the use of a name.
    if (!/\.d\.[cm]?ts$/.test(path)) yield* wordsOf(text)
    else if (changesWorld(text)) yield* declaredIn(withoutComments(text))
  }
}

const inScript = /\b(?:interface|type|as\s+namespace|declare\s+(?:abstract\s+|const\s+)?\w+)\s+([\p{L}\p{N}_$]+)/gu

const anywhere = /\b(?:var|let|const|function|class|interface|type|enum|namespace|module)\s+([\p{L}\p{N}_$]+)/gu

/** A variable and those that follow it. */
const variables = /\b(?:var|let|const)\s((?:[^;\n]|(?<=,\r?)\n)*)/g

/** A script declares with `declare`, but for types; from within a module, nothing has to say so. */
function* declaredIn(text: string): Generator<string> {
  const declaration = /\bdeclare\s+global\b/.test(text) ? anywhere : inScript
  for (const [, name = ''] of text.matchAll(declaration)) yield name
  for (const [, rest = ''] of text.matchAll(variables)) {
    if (rest.includes(',')) yield* wordsOf(rest)
  }
}
