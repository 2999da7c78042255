import type { Failure, Program } from '../run/protocol.ts'
import { compile } from './compile.ts'
import { findSyntaxError, type Position } from './find-syntax-error.ts'
import { columnWithoutValues } from './values.ts'

/** On the first line of the script, so that every line keeps its number. What follows is never reached. */
const opening = 'throw 0;async function program(require, exports, import_meta) {'

/** A function that is made of code only to see whether it can be made: nothing runs. */
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (...parts: string[]) => unknown

/**
 * Compiles a program that a reader has edited. The compiler lets some mistakes through, such as a name that is declared
 * twice: the engine finds these before anything runs.
 */
export async function compileProgram(
  program: Program,
): Promise<{ readonly program: Program } | { readonly failure: Failure }> {
  const { isSource, code: text, ...rest } = program
  if (isSource !== true) return { program }
  let code: string
  try {
    code = compile(text, program.file)
  } catch (error) {
    return { failure: toFailure(program.file, error, positionOf(error)) }
  }
  try {
    new AsyncFunction('require', 'exports', 'import_meta', code)
  } catch (error) {
    const found = await findSyntaxError(`${opening}${code}\n}`)
    return { failure: toFailure(program.file, error, found && inSource(found, code, text)) }
  }
  return { program: { ...rest, code } }
}

/**
 * Where a place of the script stands in the source. The lines are the same. What the compiler puts in front of a line is
 * taken away from the column; in a line that it has changed, no column is known.
 */
function inSource({ line, column = 1 }: Position, code: string, text: string): Position {
  const [compiled = '', source = ''] = [code, text].map((one) => one.split('\n')[line - 1])
  if (!compiled.endsWith(source)) return { line }
  const before = compiled.length - source.length + (line === 1 ? opening.length : 0)
  return { line, column: Math.max(columnWithoutValues(source, column - before), 1) }
}

function positionOf(error: unknown): Position | undefined {
  const { loc } = error as { readonly loc?: Required<Position> }
  return loc
}

function toFailure(file: string, error: unknown, position: Position | undefined): Failure {
  const message = error instanceof Error ? error.message : String(error)
  // The compiler puts the file in front and the place behind.
  const what = message.replace(`Error transforming ${file}: `, '').replace(/ \(\d+:\d+\)$/, '')
  const text = `SyntaxError: ${what}`
  if (!position) return { text, frames: [] }
  const { line, column = 1 } = position
  return { text, frames: [{ line, column, name: undefined }], place: position }
}
