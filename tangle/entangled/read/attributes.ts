import { whiteSpace } from '../python/text.ts'

/** A token between the braces of a fence, with the column where it starts. */
export interface AttributeToken {
  readonly kind: 'id' | 'class' | 'attribute'
  /** As written. */
  readonly text: string
  readonly column: number
  /** Of an attribute; the name of an id or a class. */
  readonly key: string
  /** Of an attribute. */
  readonly value: string
  readonly quoted: boolean
}

export interface AttributeTokens {
  readonly tokens: readonly AttributeToken[]
  /** What stands behind the first token that cannot be read. Entangled drops it without a word (4.2). */
  readonly unread: { readonly text: string; readonly column: number } | undefined
}

const space = `[${whiteSpace}]`
const word = `[a-zA-Z][^${whiteSpace}]*`
const spaces = new RegExp(`${space}*`, 'uy')
const id = new RegExp(`#(${word})`, 'uy')
const quoted = new RegExp(`(${word})${space}*=${space}*"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"`, 'uy')
const plain = new RegExp(`(${word})${space}*=${space}*([^${whiteSpace}]+)`, 'uy')
const className = new RegExp(`\\.?(${word})`, 'uy')

/** Reads tokens in the order of the table in the syntax specification, 4.1, until one fits nothing. */
export function readAttributes(text: string): AttributeTokens {
  const tokens: AttributeToken[] = []
  for (let at = 0; ; ) {
    at += match(spaces, text, at)?.[0].length ?? 0
    const token = readToken(text, at)
    if (!token) return { tokens, unread: at < text.length ? { text: text.slice(at).trimEnd(), column: at } : undefined }
    tokens.push(token)
    at += token.text.length
  }
}

function readToken(text: string, column: number): AttributeToken | undefined {
  const named = match(id, text, column)
  if (named) return { kind: 'id', text: named[0], column, key: named[1] ?? '', value: '', quoted: false }
  const inQuotes = match(quoted, text, column)
  const pair = inQuotes ?? match(plain, text, column)
  if (pair) {
    const [whole, key = '', value = ''] = pair
    return { kind: 'attribute', text: whole, column, key, value, quoted: inQuotes !== undefined }
  }
  const found = match(className, text, column)
  return found && { kind: 'class', text: found[0], column, key: found[1] ?? '', value: '', quoted: false }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
