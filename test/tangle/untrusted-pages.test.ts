import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../tangle/project/tangle-pages.ts'
import { NodeFileSystem } from '../../tangle/write/node-file-system.ts'
import { temporaryProject } from './temporary-project.ts'

const fence = (attributes: string, content: string) => `\`\`\`{${attributes}}\n${content}\n\`\`\`\n`

/** A target of lines that each refer twice to a block that does the same. */
function doublings(depth: number): string {
  const blocks = Array.from({ length: depth }, (_, at) =>
    fence(`.txt #d${at}`, at === depth - 1 ? 'x' : `<<d${at + 1}>>\n<<d${at + 1}>>`),
  )
  return blocks.join('')
}

describe('an expansion that explodes', () => {
  it('ends in a diagnostic, and nothing of it is kept', () => {
    const { targets, diagnostics } = tanglePages([
      { path: 'a.md', text: doublings(40) + fence('.txt file=x.txt', '<<d0>>') },
    ])
    expect(diagnostics).toMatchObject([{ code: 'expansion-limit', location: { file: 'a.md' } }])
    expect(targets[0]?.lines).toEqual([])
  })

  it('ends in a diagnostic also if each of many targets is below the limit', () => {
    const files = Array.from({ length: 100 }, (_, at) => fence(`.txt file=${at}.txt`, '<<d0>>'))
    const { targets, diagnostics } = tanglePages([{ path: 'a.md', text: doublings(8) + files.join('') }], {
      projectLimits: { lines: 1000, characters: 1e9 },
    })
    expect(diagnostics).toMatchObject([{ code: 'expansion-limit', severity: 'error', location: { file: 'a.md' } }])
    expect(diagnostics[0]?.message).toContain('more than 1000 lines')
    // 128 lines each: the eighth goes over the limit, and is the last that is looked at.
    expect(targets).toHaveLength(8)
  })
})

// Each was read in square time by some pattern, here or elsewhere, or looks as if it could be. At this size that would
// take longer than a test may.
describe('a page that is made to be slow', () => {
  const size = 400_000
  it.each<[name: string, page: () => string]>([
    ['backticks at the end of a fence', () => `\`\`\`\n${'`'.repeat(size)}x`],
    ['tildes at the end of a fence', () => `~~~\n${'~'.repeat(size)}x`],
    ['an endless name', () => fence('.ts file=x.ts', `<<${'a b'.repeat(size / 3)}`)],
    ['opening signs', () => fence('.ts file=x.ts', '<<'.repeat(size / 2))],
    ['white space behind a name', () => fence('.ts file=x.ts', `<<a>>${' '.repeat(size)}x`)],
    ['white space in front of a name', () => fence('.ts file=x.ts', `${' '.repeat(size)}<<a b`)],
    ['attributes', () => fence(Array.from({ length: size / 10 }, (_, at) => `k${at}=v`).join(' '), 'x')],
    ['classes', () => fence(`.ts #a ${'.abc '.repeat(size / 5)}`, 'x')],
    ['open quotes', () => fence(`.ts #a ${'b=" '.repeat(size / 4)}`, 'x')],
    ['escaped quotes', () => `\`\`\`{.ts #a b="${'\\"'.repeat(size / 2)}\n\`\`\`\n`],
    ['braces', () => `\`\`\`ts ${'{'.repeat(size)}\n\`\`\`\n`],
    ['blocks that take each other’s fences', () => '```{.ts #a}\n'.repeat(size / 12)],
    ['items with nothing in them', () => `${'- \n'.repeat(size / 3)}  \`\`\`\n  x\n  \`\`\`\n`],
    ['fences in lists', () => 'Text.\n\n- ```ts {#a}\n  x\n  ```\n\n'.repeat(size / 40)],
    ['fences in lists that never end', () => 'Text.\n\n- ```ts {#a}\n\n'.repeat(size / 25)],
    ['comments', () => '<!-- \n'.repeat(size / 6)],
    ['stray fences', () => '```\n\n```{.ts #a}\nx\n```\n'.repeat(size / 25)],
    [
      'circles',
      () => Array.from({ length: size / 40 }, (_, at) => fence(`.ts #n${at}`, `<<n${at + 1}>>\n<<n0>>`)).join(''),
    ],
    [
      'names that are nearly defined',
      () => fence('.ts file=x.ts', Array.from({ length: 20_000 }, (_, at) => `<<undefined${at}>>`).join('\n')),
    ],
  ])('of %s is read all the same', (_, page) => {
    expect(tanglePages([{ path: 'a.md', text: page() }]).pages).toHaveLength(1)
  })
})

it('looks for pages only below the root: no link leads it elsewhere, or round in a circle', async () => {
  const { root } = await temporaryProject({ 'docs/a.md': '', '../outside/b.md': '' })
  await mkdir(join(root, 'links'))
  await symlink('..', join(root, 'links/up'))
  await symlink('../../outside', join(root, 'links/outside'))
  await symlink('/', join(root, 'links/disk'))
  expect(await new NodeFileSystem(root).glob(['**/*.md'])).toEqual(['docs/a.md'])
})
