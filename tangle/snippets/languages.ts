import type { Block } from '../model/block.ts'
import type { SnippetLanguage } from './snippet.ts'

const languages: Readonly<Record<string, SnippetLanguage>> = {
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  typescript: 'ts',
  tsx: 'tsx',
  js: 'js',
  mjs: 'js',
  javascript: 'js',
  jsx: 'jsx',
}

/** The language of a block, if the type checker reads it. */
export function snippetLanguage({ language }: Pick<Block, 'language'>): SnippetLanguage | undefined {
  const word = language?.toLowerCase() ?? ''
  return Object.hasOwn(languages, word) ? languages[word] : undefined
}

/** Whether a block may leave out the types of what it declares. */
export function isJavaScript(block: Pick<Block, 'language'>): boolean {
  return snippetLanguage(block)?.startsWith('js') === true
}

/**
 * The languages in which a text is tried: pages often say `ts` of what has elements of JSX in it. JavaScript is read as
 * TypeScript, which it is but for the types that it leaves out.
 */
export function readings(language: SnippetLanguage): readonly ('ts' | 'tsx')[] {
  return language === 'ts' ? ['ts', 'tsx'] : ['tsx', 'ts']
}

/** The file that site generators show above a block: `[schema.prisma]`, `title="a.vue"`, `filename=b.json`. */
const fileName = /\[[^\]]*?\.(\w+)\]|\b(?:title|filename|file)=["']?[^"'\s]*?\.(\w+)(?=["'\s]|$)/

/** Whether the opening line of a fence names a file that holds another language than TypeScript or JavaScript. */
export function isOtherLanguage(fence: string): boolean {
  const [, bracket, quoted] = fileName.exec(fence) ?? []
  const extension = bracket ?? quoted
  return extension !== undefined && !/^[cm]?[jt]sx?$/.test(extension)
}
