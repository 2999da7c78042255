declare module 'nspell' {
  interface Speller {
    correct(word: string): boolean
    suggest(word: string): string[]
  }
  function nspell(dictionary: { aff: Uint8Array; dic: Uint8Array }): Speller
  export = nspell
}
