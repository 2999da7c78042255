import { describe, expect, test } from 'vitest'
import { checkExcerpts, excerptedTarget } from '../../../tangle/check/excerpts/check-excerpts.ts'
import { checkRegions } from '../../../tangle/check/excerpts/check-regions.ts'
import type { TangleConfig } from '../../../tangle/config/config.ts'
import { formatLocation } from '../../../tangle/model/location.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { refreshRegions } from '../../../tangle/regions/refresh-regions.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../temporary-project.ts'

const source = 'import a from "a"\n\n  //#region use\n  a()\n\n    a.b()\n  //#endregion use\nexport {}\n'
const files = { 'src/x.js': source, 'docs/near.css': '/* #region red */\na {}\n/* #endregion red */\n' }
const block = (info: string, ...lines: string[]) =>
  `\`\`\`${['js', ...info.split(' ')].join(' ').trim()}\n${lines.join('\n')}\n\`\`\`\n`

async function open(page: string, config: TangleConfig = { blocks: { regions: true } }) {
  const fileSystem = new MemoryFileSystem({ ...files, 'docs/guide/a.md': page })
  return openProject({ root: import.meta.dirname, config, fileSystem })
}

async function check(page: string, config?: TangleConfig) {
  const project = await open(page, config)
  const found = [...checkExcerpts(project), ...(await checkRegions(project)), ...project.tangled.diagnostics]
  return found.map(({ code, location, message }) => `${location ? formatLocation(location) : ''} ${code} ${message}`)
}

describe('lines of files on pages', () => {
  test.each([
    ['a region', block('{excerpt=src/x.js#use}', 'a()', '', '  a.b()')],
    ['a part of a file', block('{excerpt=src/x.js}', 'import a from "a"')],
    ['a region that a site generator names', block('source="src/x.js#use"', 'a()', '', '  a.b()')],
    ['one as seen from the page', block('source="../near.css#red"', 'a {}')],
    ['one that the site puts there', '<<< @/src/x.js#use{1,3} [title]\n'],
    ['a file that it puts there', '<<< @/near.css\n'],
    ['an attribute of somebody else', block('title="src/none.js#use"', 'x')],
    ['an embedding that is shown', '```md\n<<< @/src/none.js\n```\n'],
  ])('%s is right', async (_, page) => {
    expect(await check(page)).toEqual([])
  })

  test.each([
    [block('{excerpt=src/x.js#use}', 'a()', 'a.c()'), '3:1 excerpt-differs src/x.js#use says something else here: '],
    [block('{excerpt=src/x.js#used}', 'a()'), '1:8 missing-region src/x.js has no region used.'],
    [block('{excerpt=src/y.js}', 'a()'), '1:8 missing-region No page writes src/y.js'],
    [block('{excerpt=../../../etc/passwd}', 'a()'), '1:8 missing-region No page writes'],
    [block('source="src/y.js#use"', 'a()'), '1:7 missing-region There is no file src/y.js.'],
    [block('source=src/x.js#use', 'b()'), '2:1 excerpt-differs src/x.js#use says something else here: a()'],
    ['<<< @/src/x.js#none\n', '1:1 missing-region src/x.js has no region none.'],
    ['<<< ./none.ts\n', '1:1 missing-region There is no file ./none.ts.'],
  ])('%j is told: %s', async (page, finding) => {
    const [found, ...others] = await check(page)
    expect(found).toContain(`docs/guide/a.md:${finding}`)
    expect(others).toEqual([])
  })

  test('says which file was meant', async () => {
    const page = `${block('{file=out/greet.js}', 'a()')}${block('{excerpt=out/gret.js}', 'a()')}`
    const [finding] = await checkRegions(await open(page))
    expect(finding).toMatchObject({ code: 'missing-region', hint: 'Did you mean out/greet.js?' })
  })

  test('what site generators write does not count by default', async () => {
    expect(await check(`${block('source="src/y.js"', 'a()')}\n<<< @/src/none.js\n`, {})).toEqual([])
  })

  test('lines are copied again, and everything else keeps every byte', async () => {
    const page = `# A\r\n\r\n> \`\`\`js {excerpt=src/x.js#use}\r\n> old()\r\n> \`\`\`\r\n\n${block('source="src/x.js"', 'import b from "a"', '', '  //#region use')}`
    const project = await open(page)
    const [refreshed] = await refreshRegions(project, (value) => excerptedTarget(value, project) !== undefined)
    const whole = block('source="src/x.js"', 'import a from "a"', '', '  //#region use')
    expect(refreshed?.text).toBe(
      `# A\r\n\r\n> \`\`\`js {excerpt=src/x.js#use}\r\n> a()\r\n>\r\n>   a.b()\r\n> \`\`\`\r\n\n${whole.replace('import b', 'import a')}`,
    )
    expect(refreshed?.blocks).toHaveLength(2)
  })

  test('a file that no tsconfig compiles is told', async () => {
    const { root } = await temporaryProject({
      'tsconfig.json': '{ "include": ["src"] }',
      'src/seen.ts': "import '../imported/b.ts'\nexport {}\n",
      'imported/b.ts': 'export {}\n',
      'extra/unseen.ts': 'export const a = 1\n',
      'a.md':
        block('{excerpt=src/seen.ts}', 'export {}') +
        block('{excerpt=imported/b.ts}', 'export {}') +
        block('{excerpt=extra/unseen.ts}', 'export const a = 1'),
    })
    const found = await checkRegions(await openProject({ root, config: {} }))
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringContaining('unseen-region No tsconfig.json lists extra/unseen.ts'),
    ])
  })
})
