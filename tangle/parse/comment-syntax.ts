/** How a language writes a comment: up to the end of the line, or up to `close`. */
export interface CommentSyntax {
  readonly open: string
  readonly close?: string
}

const slashes: CommentSyntax = { open: '//' }
const hash: CommentSyntax = { open: '#' }
const dashes: CommentSyntax = { open: '--' }
const percent: CommentSyntax = { open: '%' }
const semicolons: CommentSyntax = { open: ';' }
const stars: CommentSyntax = { open: '/*', close: '*/' }
const markup: CommentSyntax = { open: '<!--', close: '-->' }

const languages: readonly (readonly [CommentSyntax, string])[] = [
  [
    slashes,
    'ts typescript tsx mts cts js javascript jsx mjs cjs ecma c cpp c++ csharp cs java kotlin kt swift go golang',
  ],
  [slashes, 'rust rs scala dart php zig fsharp fs groovy scss sass less proto typst dot jsonc json5 wgsl glsl cuda'],
  [hash, 'py python sh bash shell zsh fish console ruby rb perl pl r rlang julia jl yaml yml toml make makefile cmake'],
  [hash, 'awk gawk mawk nawk dockerfile docker elixir ex nix gnuplot tcl powershell ps1 hcl terraform ini graphql nim'],
  [dashes, 'sql haskell hs lua ada elm vhdl pure purs purescript idris agda'],
  [percent, 'tex latex matlab octave erlang prolog mermaid'],
  [semicolons, 'lisp scheme r5rs r6rs r7rs racket clojure clj elisp asm'],
  [stars, 'css'],
  [markup, 'html xml svg md markdown vue svelte'],
  [{ open: '(*', close: '*)' }, 'ocaml ml'],
]

const byLanguage = new Map(
  languages.flatMap(([syntax, names]) => names.split(' ').map((name): [string, CommentSyntax] => [name, syntax])),
)

/** The comments of a language, by any of the names that an info string may give it; `undefined` if it is not known. */
export function commentSyntaxOf(language: string): CommentSyntax | undefined {
  return byLanguage.get(language.toLowerCase())
}
