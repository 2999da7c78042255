import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectExamples } from '@parley/tangle'
import { expect, test } from 'vitest'
import { openOwnProject, root } from '../run-example-under-host.ts'
import { readPages } from './pages.ts'

const pages = await readPages()
const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const names = collectExamples(await openOwnProject()).examples.map(({ name }) => name)

function findMentions(pattern: RegExp, paths = /./): { readonly place: string; readonly found: string }[] {
  return pages
    .filter(({ path }) => paths.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          [...line.matchAll(pattern)].map((match) => ({ place: `${path}:${index + 1}`, found: match[1] ?? '' })),
        ),
    )
}

test('every script that a page tells to run exists', () => {
  const mentions = findMentions(/\bnpm run ([\w:-]+)/g)
  expect(mentions.length).toBeGreaterThan(0)
  expect(mentions.filter(({ found }) => !(found in scripts))).toEqual([])
})

test('every example that a page tells to run exists', () => {
  const mentions = findMentions(/\bnpm run (?:example|mock) (\w+)/g)
  expect(mentions.length).toBeGreaterThan(0)
  expect(mentions.filter(({ found }) => !names.includes(found))).toEqual([])
})

// Only where a page speaks of this repository; others speak of the reader's.
test('every file and folder that a page about this repository names exists', () => {
  const paths = /`((?:src|tangle|docs|test|scripts|bench|examples_from_docs|\.ci)\/[\w./-]*)`/g
  const mentions = findMentions(paths, /^(README|CONTRIBUTING)\.md$|^docs\/contributing\//)
  expect(mentions.length).toBeGreaterThan(0)
  expect(mentions.filter(({ found }) => !existsSync(join(root, found)))).toEqual([])
})
