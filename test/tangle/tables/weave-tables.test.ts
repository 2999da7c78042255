import { describe, expect, it } from 'vitest'
import { checkTables } from '../../../tangle/check/words/check-tables.ts'
import type { TangleConfig } from '../../../tangle/config/config.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { toWovenPages, weaveTables } from '../../../tangle/tables/weave-tables.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../temporary-project.ts'

const source = `
export interface TransportOptions {
  /** Milliseconds until an answer must be complete; \`Infinity\` for no limit. Default: 600 000 (specification 6.3). */
  timeout?: number
}

/** What may be chosen. */
export interface CompleteOptions extends TransportOptions, AbortController {
  /** The model, see {@link Model}. */
  model: string
  /**
   * How often it is tried: a | b.
   *
   * @default 2
   */
  readonly attempts?: number
  /** Carries out requests. Default: the global \`fetch\`. */
  'fetch'?: typeof fetch
  /** Not a default: Defaults are elsewhere. */
  readonly strict?: boolean
}

export type Pair = { /** The first. */ one: string } & Partial<TransportOptions>
`

async function project(page: string, config: TangleConfig = {}, more = {}) {
  const fileSystem = new MemoryFileSystem({ 'src/options.ts': source, 'docs/a.md': page, ...more })
  return openProject({ root: '/project', config: { pages: ['docs/*.md'], ...config }, fileSystem })
}

/** The page as \`tangle\` would write it. */
async function woven(mark: string, config: TangleConfig = {}): Promise<string | undefined> {
  const opened = await project(`<!-- weave: ${mark} -->\n<!-- /weave -->\n`, config)
  const { stale } = await weaveTables(opened)
  return toWovenPages(stale, opened.tangled.pages)[0]?.after
}

const table = `<!-- weave: options CompleteOptions -->

| option | default | what it is |
| --- | --- | --- |
| \`model\` | required | The model, see \`Model\` |
| \`attempts\` | 2 | How often it is tried: a \\| b |
| \`fetch\` | the global \`fetch\` | Carries out requests |
| \`strict\` | | Not a default: Defaults are elsewhere |
| \`timeout\` | 600,000 | Milliseconds until an answer must be complete; \`Infinity\` for no limit |

<!-- /weave -->
`

describe('a table of options', () => {
  it('has the members, their defaults and what they inherit', async () => {
    expect(await woven('options CompleteOptions')).toBe(table)
    expect(await checkTables(await project(table))).toEqual([])
  })

  it('is stale as soon as its source says something else', async () => {
    const [found, ...others] = await checkTables(await project(table.replace('600,000', '60,000')))
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'stale-table', severity: 'error', location: { start: { line: 8, column: 0 } } })
    expect(found?.detail).toContain('| `timeout` | 600,000 |')
  })

  it('is of the type that a file declares', async () => {
    expect(await woven('options src/options.ts#Pair')).toContain('| `one` | The first |')
  })
})

it.each([
  ['options Missing', 'No source of the project exports a type Missing.'],
  ['options src/options.ts#Missing', 'src/options.ts declares no type Missing with members.'],
  ['options', 'Say of which type'],
  ['flags loom', 'The help of loom is not known: name it in `words.commands` of the configuration.'],
  ['option CompleteOptions', 'Did you mean options?'],
])('`%s` cannot be made', async (mark, message) => {
  const [found] = await checkTables(await project(`<!-- weave: ${mark} -->\n<!-- /weave -->\n`))
  expect(found).toMatchObject({ code: 'unusable-table', location: { start: { line: 0, column: 12 } } })
  expect(found?.message).toContain(message)
})

it('wants a mark to be closed, and leaves marks in code alone', async () => {
  expect(await checkTables(await project('<!-- weave: options CompleteOptions -->\n'))).toMatchObject([
    { code: 'unusable-table', message: expect.stringContaining('Nothing closes it') },
  ])
  expect(await checkTables(await project('```md\n<!-- weave: options X -->\n```\n'))).toEqual([])
})

it('takes texts of the configuration, and keeps line ends', async () => {
  const tables = { colors: async () => '| color |\n| --- |\n| blue |\n' }
  const opened = await project('a\r\n<!-- weave: colors -->\r\nold\r\n<!-- /weave -->\r\nb\r\n', { tables })
  const { stale } = await weaveTables(opened)
  expect(toWovenPages(stale, opened.tangled.pages)[0]?.after).toBe(
    'a\r\n<!-- weave: colors -->\r\n\r\n| color |\r\n| --- |\r\n| blue |\r\n\r\n<!-- /weave -->\r\nb\r\n',
  )
})

it('is written by `tangle`, and shown by `--dry-run`', async () => {
  const page = '# A\n\n<!-- weave: options CompleteOptions -->\n<!-- /weave -->\n\n```js {file=out/a.js}\n1\n```\n'
  const folder = await temporaryProject({ 'src/options.ts': source, 'a.md': page })
  const shown = await folder.tangle('--dry-run')
  expect(shown.stdout).toContain('+| `attempts` | 2 | How often it is tried: a \\| b |')
  expect(await folder.read('a.md')).toBe(page)
  expect((await folder.tangle()).stdout).toBe('updated a.md\ncreated out/a.js\n')
  expect(await folder.read('a.md')).toContain(table)
  expect((await folder.tangle()).stdout).toBe('1 target unchanged\n')
  await folder.write('src/options.ts', source.replace('@default 2', '@default 3'))
  expect((await folder.tangle()).stdout).toBe('updated a.md\n1 target unchanged\n')
})

describe('a table of data', () => {
  const rows = [
    { what: '`a`', ratio: '1.0' },
    { what: 'b | c', ratio: 2, more: 'x' },
  ]
  const of = (mark: string) =>
    project(
      `<!-- weave: ${mark} -->\n<!-- /weave -->\n`,
      {},
      { 'bench/results.json': JSON.stringify({ check: { rows } }) },
    )

  it('has the rows of a list, with their keys as columns', async () => {
    const opened = await of('data bench/results.json#check.rows')
    const { stale } = await weaveTables(opened)
    expect(toWovenPages(stale, opened.tangled.pages)[0]?.after.split('\n').slice(2, -3)).toEqual([
      '| what | ratio | more |',
      '| --- | --- | --- |',
      '| `a` | 1.0 | |',
      '| b \\| c | 2 | x |',
    ])
  })

  it.each([
    ['data', 'Say of which file: `data bench/results.json#check`.'],
    ['data bench/results.json#check', 'bench/results.json#check is no list of objects.'],
    ['data bench/results.json#chek.rows', 'bench/results.json has no chek.rows. Did you mean check?'],
    ['data ../secret.json#rows', 'There is no file ../secret.json in the project.'],
  ])('says why `%s` has none', async (mark, message) => {
    const { diagnostics } = await weaveTables(await of(mark))
    expect(diagnostics.map((one) => one.message)).toEqual([message])
  })
})
