import { readFile } from 'node:fs/promises'
import dictionary from 'dictionary-en'
import nspell from 'nspell'
import { expect, test } from 'vitest'
import { readPages } from './pages.ts'
import { readProse } from './read-prose.ts'

const words = (await readFile(new URL('./words.txt', import.meta.url), 'utf8')).trimEnd().split('\n')
const ours = new Set(words)
const spell = nspell(dictionary)
const pages = await readPages()

// Letters, with an apostrophe inside. Each part of a word with a hyphen counts by itself.
const word = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu

/** `upload-to-chat.md`, `dify_oapi`, `@parley/sdk`: a name that stands in prose as it is. */
const name = /[\w@-]+(?:[_/.][\w@-]+)+/g

function wordsOf(prose: string): RegExpExecArray[] {
  return [...prose.replace(name, (found) => ' '.repeat(found.length)).matchAll(word)]
}

interface Misspelling {
  readonly word: string
  readonly line: number
  readonly column: number
}

function findMisspellings(text: string): Misspelling[] {
  return readProse(text).flatMap((prose) =>
    wordsOf(prose.text)
      .filter(([found]) => !isKnown(found.replaceAll('’', "'")))
      .map((match) => ({ word: match[0], line: prose.line, column: prose.column + match.index })),
  )
}

function isKnown(found: string): boolean {
  const bare = found.replace(/'s?$/, '')
  return ours.has(found) || ours.has(bare) || spell.correct(found) || spell.correct(bare)
}

function nearest(found: string): string {
  const [suggestion] = spell.suggest(found)
  return suggestion ? `, perhaps ${suggestion}` : ''
}

test('every word of the prose is in the dictionary or in words.txt', () => {
  const found = pages.flatMap(({ path, text }) =>
    findMisspellings(text).map(({ word, line, column }) => `${path}:${line}:${column} ${word}${nearest(word)}`),
  )
  expect(found).toEqual([])
})

test('words.txt is sorted, and has no word that no page uses or that the dictionary knows', () => {
  const used = new Set(pages.flatMap(({ text }) => readProse(text).flatMap((prose) => wordsOf(prose.text).map(String))))
  const isUsed = (entry: string) => [entry, `${entry}'s`, `${entry}’s`].some((form) => used.has(form))
  expect(words).toEqual([...ours].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
  expect(words.filter((entry) => !isUsed(entry))).toEqual([])
  expect(words.filter((entry) => spell.correct(entry))).toEqual([])
})

test('finds a misspelling in prose, at its line and column, and nowhere else', () => {
  const page = [
    ...['---', 'title: Adresss', '---', '# A headng', ''],
    ...['Text with `codde`, an [addresss](./lnik.md) and <b class="clas">boldd</b> words.', ''],
    ...['```ts', 'const wrng = 1', '```', ''],
    ...['| word | meaning |', '| --- | --- |', '| `wrod` | a wrod |', ''],
    ...['<!-- hiden -->', '', '<p class="stepps">', 'Stepps', '</p>', ''],
    ...['See https://example.com/wrongg, and read on', 'with *emphasiss* on the next line.'],
  ]
  const found = findMisspellings(page.join('\n')).map(({ word, line, column }) => `${line}:${column} ${word}`)
  expect(found).toEqual(['4:5 headng', '6:24 addresss', '6:65 boldd', '14:14 wrod', '19:1 Stepps', '23:7 emphasiss'])
})
