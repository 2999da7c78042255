import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../run-example-under-host.ts'
import { readPages } from './pages.ts'

const pages = await readPages()

function findMentions(pattern: RegExp, paths: RegExp): { readonly place: string; readonly found: string }[] {
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

// Only where a page speaks of this repository; others speak of the reader's.
test('every file and folder that a page about this repository names exists', () => {
  const paths = /`((?:src|tangle|docs|test|scripts|bench|examples_from_docs|\.ci)\/[\w./-]*)`/g
  const mentions = findMentions(paths, /^(README|CONTRIBUTING)\.md$|^docs\/contributing\//)
  expect(mentions.length).toBeGreaterThan(0)
  expect(mentions.filter(({ found }) => !existsSync(join(root, found)))).toEqual([])
})
