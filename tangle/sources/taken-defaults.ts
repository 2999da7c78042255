import type { Project } from '../project/project.ts'

/** A value that a source takes where an option is left out. */
export interface TakenDefault {
  readonly value: string
  readonly path: string
  /** From 0. */
  readonly line: number
}

/** A number, truth value or text as it is compared; `undefined` for anything else. Thousands may stand apart. */
export function toLiteral(text: string): string | undefined {
  const plain = text.trim().replace(/^`(.*)`$/, '$1')
  const digits = plain.replace(/(?<=\d)[ _,](?=\d)/g, '')
  if (/^-?\d+(?:\.\d+)?$/.test(digits)) return String(Number(digits))
  if (/^(?:true|false|null)$/.test(plain)) return plain
  return /^'[^'\\]*'$|^"[^"\\]*"$/.test(plain) ? JSON.stringify(plain.slice(1, -1)) : undefined
}

/**
 * The literals that the file of an option takes in its place: `= 2` where it is taken out of an object, `?? 2` behind
 * it, or the value of a constant there.
 */
export async function readTakenDefaults(
  { name, path }: { readonly name: string; readonly path: string },
  { fileSystem }: Project,
): Promise<TakenDefault[]> {
  return takenDefaultsIn((await fileSystem.read(path).catch(() => undefined)) ?? '', name, path)
}

/** The same, of the text of a file. */
export function takenDefaultsIn(source: string, option: string, path: string): TakenDefault[] {
  // Of the same length, so that places stay.
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, (all) => all.replace(/[^\n]/g, ' '))
  const name = option.replace(/[$]/g, '\\$&')
  const operand = String.raw`(?:-?\d[\d_.]*|'[^'\n]*'|"[^"\n]*"|[\w$.]+)`
  const patterns = [
    new RegExp(String.raw`[{,]\s*${name}(?:\s*:\s*\w+)?\s*=\s*(${operand})(?=\s*[,}\n])`, 'g'),
    new RegExp(String.raw`(?<![\w$])${name}(?:\s*\?\?\s*${operand})*\s*\?\?\s*(${operand})`, 'g'),
  ]
  return patterns.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap(({ 1: text = '', index }) => {
      const value = toLiteral(text) ?? constantOf(text, code)
      return value === undefined ? [] : [{ value, path, line: code.slice(0, index).split('\n').length - 1 }]
    }),
  )
}

function constantOf(name: string, code: string): string | undefined {
  if (!/^[\w$]+$/.test(name)) return undefined
  const declared = new RegExp(
    String.raw`\bconst ${name.replace(/[$]/g, '\\$&')}(?::[^=\n]+)? = ([^\n;]+?)(?: as const)?;?\n`,
  ).exec(code)
  return toLiteral(declared?.[1] ?? '')
}
