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
  /** Numbers that can be a status of HTTP, by the words of the lines that have them; with `''`, all of them. */
  readonly statuses: Map<string, Set<number>>
  /** The texts that a property may be, where its declaration lists them, or the name of a type that does; by its name. */
  readonly choices: Map<string, Set<string>>
}

export function noWords(): SourceWords {
  return {
    words: new Set(),
    variables: new Set(),
    flags: new Set(),
    types: new Map(),
    statuses: new Map(),
    choices: new Map(),
  }
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
  { words, variables, flags, types, statuses, choices }: SourceWords,
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
  scanStatuses(text, statuses)
  if (/\.[cm]?tsx?$/.test(path)) scanChoices(text, choices)
  scanDeclaredFlags(text, flags)
  scanOutside(text, { variables, flags })
}

/** A number that is compared is a bound, and no status of what stands beside it. */
const status = /(?<![\w$.'"`-])[2-5]\d\d(?![\w$.'"`])/g

/** Longer lines are data. */
const longestLine = 1_000

function scanStatuses(text: string, statuses: Map<string, Set<number>>): void {
  for (const line of text.split('\n')) {
    if (line.length > longestLine || /^\s*(?:\/\/|\/?\*|#)/.test(line)) continue
    for (const { 0: found, index } of line.matchAll(status)) {
      const isBound = /[<>]=?\s*$/.test(line.slice(0, index))
      const words = isBound ? [] : (line.match(/[A-Za-z_$][\w$]*(?:-[A-Za-z\d][\w$]*)*/g) ?? [])
      for (const word of ['', ...words])
        statuses.set(word, (statuses.get(word) ?? new Set<number>()).add(Number(found)))
    }
  }
}

function scanLiteral(text: string, words: Set<string>): void {
  if (text === '' || text.length > 200 || /\s/.test(text)) return
  words.add(text)
  if (/^[\w$]+$/.test(text)) return
  for (const [part] of text.matchAll(/[A-Za-z_$][\w$]*(?:-[A-Za-z\d][\w$]*)*/g)) words.add(part)
}

const choice =
  /(?:^[ \t]*(?:readonly )?([A-Za-z_$][\w$]*)\??:|^[ \t]*(?:export )?type ([A-Z][\w$]*) =)([^\n;,(){}=]{0,500})[;,]?$/gm

/** Adds what declarations say of properties: texts, in quotes, and names of types. `string` is one that takes any. */
function scanChoices(text: string, choices: Map<string, Set<string>>): void {
  // A union may stand on several lines.
  const flat = text.replace(/\n[ \t]*\|/g, ' |')
  for (const [, property, type = '', union = ''] of flat.matchAll(choice)) {
    const found = union.match(/'[^'\n]*'|[A-Za-z_$][\w$.]*/g) ?? []
    const name = property ?? type
    choices.set(name, new Set([...(choices.get(name) ?? []), ...found]))
  }
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
