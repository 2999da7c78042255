/** Other words for a language, as code hosts know them too. */
const aliases: Readonly<Record<string, string>> = {
  typescript: 'ts',
  mts: 'ts',
  cts: 'ts',
  javascript: 'js',
  mjs: 'js',
  cjs: 'js',
  py: 'python',
  bash: 'sh',
  shell: 'sh',
  console: 'sh',
  'shell-session': 'sh',
  shellsession: 'sh',
  'sh-session': 'sh',
  zsh: 'sh',
  terminal: 'sh',
}

/** One word for every language, in lower case, whatever a page calls it: `ts` for `TypeScript`, `sh` for `console`. */
export function canonicalLanguage(language: string): string {
  const word = language.toLowerCase()
  return Object.hasOwn(aliases, word) ? (aliases[word] ?? word) : word
}
