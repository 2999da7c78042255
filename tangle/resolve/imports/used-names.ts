import type { Span } from './import-scan.ts'

const words = /[\w$]+/g
const escapes = /\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi
const plain = /^[\w$]+$/

/**
 * Whether a name stands anywhere in a text but in its imports, in comments and strings too: documentation uses names, and
 * so does JSX in ways that depend on settings (14.6).
 */
export function findUsedNames(text: string, imports: readonly Span[]): (name: string) => boolean {
  let rest = ''
  let at = 0
  for (const { start, end } of imports) {
    rest += `${text.slice(at, start)}\n`
    at = end
  }
  rest += text.slice(at)
  // A letter of a name may be written as its number.
  if (rest.includes('\\u')) rest += rest.replace(escapes, toCharacter)
  let known: ReadonlySet<string> | undefined
  let searches = 0
  return (name) => {
    if (!plain.test(name)) return rest.includes(name)
    if (known || searches++ > maximumSearches) {
      known ??= new Set(rest.match(words))
      return known.has(name)
    }
    for (let at = rest.indexOf(name); at !== -1; at = rest.indexOf(name, at + 1))
      if (!isLetter(rest.charCodeAt(at - 1)) && !isLetter(rest.charCodeAt(at + name.length))) return true
    return false
  }
}

/** For more names than that, all words are looked up once. */
const maximumSearches = 50

function isLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36
  )
}

function toCharacter(whole: string, long?: string, short?: string): string {
  const code = Number.parseInt(long ?? short ?? '', 16)
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole
}
