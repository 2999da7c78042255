/** How a language writes a comment on one line. */
export interface Comment {
  readonly open: string
  readonly close?: string
}

/** A language as Entangled knows it: what may stand as the first class of a block, and its comments. */
export interface Language {
  readonly name: string
  readonly identifiers: readonly string[]
  readonly comment: Comment
}

function language(name: string, identifiers: string, open: string, close?: string): Language {
  return { name, identifiers: identifiers.split(' '), comment: close === undefined ? { open } : { open, close } }
}

/** The languages of Entangled 2.4 (syntax specification, 1.4). */
export const builtInLanguages: readonly Language[] = [
  language('AWK', 'awk gawk mawk nawk', '#'),
  language('Bash', 'sh bash', '#'),
  language('C', 'c cpp c++', '/*', '*/'),
  language('Python', 'python', '#'),
  language('Rust', 'rust', '//'),
  language('Haskell', 'haskell', '--'),
  language('OCaml', 'ocaml ml', '(*', '*)'),
  language('Lisp', 'scheme r5rs r6rs r7rs racket clojure', ';'),
  language('Julia', 'julia', '#'),
  language('Java', 'java', '//'),
  language('PureScript', 'pure purs purescript', '--'),
  language('CSS', 'css', '/*', '*/'),
  language('Lua', 'lua', '--'),
  language('Make', 'make makefile', '#'),
  language('Gnuplot', 'gnuplot', '#'),
  language('TOML', 'toml', '#'),
  language('YAML', 'yaml', '#'),
  language('F#', 'fsharp', '//'),
  language('JavaScript', 'javascript js ecma', '//'),
  language('Go', 'go golang', '//'),
  language('R', 'r rlang', '#'),
  language('Nix', 'nix', '#'),
]

/**
 * Languages that Entangled does not know: with it, an annotated target that has a block of them fails, and the author
 * has to add an entry to `languages`. We annotate them. Nothing else may ask here, since a block of an unknown language
 * is also read differently (4.5), and projects that work must keep their bytes.
 */
const furtherLanguages: readonly Language[] = [
  language('TypeScript', 'typescript ts mts cts tsx jsx', '//'),
  language('HTML', 'html xml svg vue markdown md', '<!--', '-->'),
  language('SQL', 'sql', '--'),
]

export function indexLanguages(languages: readonly Language[]): Map<string, Language> {
  return new Map(languages.flatMap((language) => language.identifiers.map((identifier) => [identifier, language])))
}

const further = indexLanguages(furtherLanguages)

/** How to annotate a block of a language; `undefined` if nobody knows its comments. */
export function findComment(
  languages: ReadonlyMap<string, Language>,
  identifier: string | undefined,
): Comment | undefined {
  if (identifier === undefined) return undefined
  return (languages.get(identifier) ?? further.get(identifier))?.comment
}
