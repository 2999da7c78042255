/** Words that a text declares or uses, as a compiler of its language would see them. */
export interface SourceWords {
  /** Identifiers, names of properties, and literals without a space. */
  readonly words: Set<string>
  /** Variables of the environment, wherever they stand. */
  readonly variables: Set<string>
  /** `--flags`, wherever they stand. */
  readonly flags: Set<string>
  /** The files that declare a type of a name, which `options` tables are made of. */
  readonly types: Map<string, string[]>
}

export function noWords(): SourceWords {
  return { words: new Set(), variables: new Set(), flags: new Set(), types: new Map() }
}

/**
 * A comment starts where a program could have one, not in the middle of a pattern or of an address. A text ends with
 * its line: a quote in a regular expression then spoils no more than one.
 */
const slashed =
  /(?<=^|[\s({[,;:=>|&?])\/\*[\s\S]*?\*\/|(?<=^|[\s;,(){}])\/\/[^\n]*|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|([A-Za-z_$][\w$]*)/g
const hashed = /(?<=^|\s)#[^\n]*|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|([A-Za-z_$][\w$]*(?:-[A-Za-z\d][\w$]*)*)/g

const hashComments = /\.(?:py|rb|sh|bash|zsh|ya?ml|toml|env|tf|r|jl)$|(?:^|\/)(?:Dockerfile|Makefile|justfile)$/i

/**
 * Adds the words of a source. Those of comments and of sentences in it are prose, and are none.
 *
 * @param hasNames Whether literals that look like names are words, too. Default: they are.
 */
export function scanSource(
  path: string,
  text: string,
  { words, variables, flags, types }: SourceWords,
  hasNames = true,
): void {
  for (const match of text.matchAll(hashComments.test(path) ? hashed : slashed)) {
    const [, single, double, word] = match
    if (word !== undefined) words.add(word)
    else if (hasNames || !/^[A-Za-z_$][\w$]*$/.test(single ?? double ?? '')) scanLiteral(single ?? double ?? '', words)
  }
  for (const [, address = ''] of text.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE) (\/[^\s'"`?#,]*)/g)) words.add(address)
  for (const [, name = ''] of text.matchAll(/^\s*export (?:declare )?(?:interface|type|class) ([A-Za-z_$][\w$]*)/gm))
    types.set(name, [...(types.get(name) ?? []), path])
  scanDeclaredFlags(text, flags)
  scanOutside(text, { variables, flags })
}

function scanLiteral(text: string, words: Set<string>): void {
  if (text === '' || text.length > 200 || /\s/.test(text)) return
  words.add(text)
  if (/^[\w$]+$/.test(text)) return
  for (const [part] of text.matchAll(/[A-Za-z_$][\w$]*(?:-[A-Za-z\d][\w$]*)*/g)) words.add(part)
}

/** Adds what is known wherever it stands, in a test or in a sentence as well. */
export function scanOutside(text: string, { variables, flags }: Pick<SourceWords, 'variables' | 'flags'>): void {
  for (const [word] of text.matchAll(/\b[A-Z][A-Z\d]*(?:_[A-Z\d]+)+\b/g)) variables.add(word)
  for (const [word] of text.matchAll(/(?<![\w-])--[A-Za-z][\w-]*/g)) flags.add(word)
}

/** Adds the flags that a program of Node declares for `parseArgs`, which is told them without their dashes. */
export function scanDeclaredFlags(text: string, flags: Set<string>): void {
  for (const [, name = ''] of text.matchAll(/(?<![\w-])([a-z][\w-]*)'?: \{\s*type: '(?:boolean|string)'/g))
    flags.add(`--${name}`)
}
