import { expect, test } from 'vitest'
import { findPastPages } from '../../../tangle/snippets/past-pages.ts'

test.each([
  ['beside a later one', ['docs/v3/a.md', 'docs/v4/a.md'], ['docs/v3/a.md']],
  ['beside that of no version', ['docs-v3/a/b.md', 'docs/a.md'], ['docs-v3/a/b.md']],
  ['number by number', ['v1.9/a.md', 'v1.10/a.md', 'version-1.2/a.md'], ['v1.9/a.md', 'version-1.2/a.md']],
  ['of any minor version', ['2/a.md', 'v2.x/a.md', 'v2.8/a.md'], ['v2.8/a.md']],
  ['kept by Docusaurus', ['docs/a.md', 'versioned_docs/version-2.0/a.md'], ['versioned_docs/version-2.0/a.md']],
  [
    'in a page about what it changed',
    [
      'docs/migrate-to-v4.md',
      'docs/migrate-to-v5.mdx',
      'breaking9.md',
      'breaking10.md',
      'upgrade/2-1.md',
      'upgrade/2-0.md',
    ],
    ['docs/migrate-to-v4.md', 'breaking9.md', 'upgrade/2-0.md'],
  ],
  [
    'of upgrades from one version to the next',
    [
      'docs/upgrading-v2-to-v3.md',
      'docs/upgrading-v3-to-v4.md',
      'docs/1.x-to-2.x-migration.md',
      'from-3-to-4-migration.md',
    ],
    ['docs/upgrading-v2-to-v3.md'],
  ],
  ['of a page about what it is', ['docs/oauth1.md', 'docs/oauth2.md', 'docs/migrate-to-v5.md'], []],
  ['alone', ['docs/v1/a.md', 'docs/a.md', 'v8-engine/a.md', 'v8/a.md'], []],
])('a version %s', (_, paths, old) => {
  expect(paths.filter(findPastPages(paths))).toEqual(old)
})

test('histories, posts and records of decisions are of a time', () => {
  const past = [
    'CHANGELOG.md',
    'a/changelog-v2.mdx',
    'docs/release_notes.md',
    'blog/a.md',
    'src/(blog)/a/index.mdx',
    'decisions/1.md',
    'docs/adr/2.md',
  ]
  const paths = [
    ...past,
    'docs/release-process.md',
    'docs/changes-of-state.md',
    'docs/blogging.md',
    'docs/decisions.md',
    'historyofus.md',
  ]
  expect(paths.filter(findPastPages(paths))).toEqual(past)
})
