import { describe, expect, it } from 'vitest'
import type { LearnedConfiguration } from '../../../tangle/init/learn-configuration.ts'
import { makeScaffold } from '../../../tangle/init/scaffold.ts'
import { NodeFileSystem } from '../../../tangle/write/node-file-system.ts'
import { type TemporaryProject, temporaryProject } from '../temporary-project.ts'

function block(code: string, language = 'ts'): string {
  return `\`\`\`${language}\n${code}\n\`\`\`\n`
}

/** What the configuration says that is made for a project; `undefined` if a first page is made instead. */
async function learn(files: Readonly<Record<string, string>>) {
  const { root } = await temporaryProject(files)
  const scaffold = await makeScaffold(root, new NodeFileSystem(root), '')
  const paths = scaffold.files.map(({ path }) => path)
  const text = (path: string) => scaffold.files.find((file) => file.path === path)?.text
  return { paths, config: scaffold.learned?.config, text, workflow: text('.github/workflows/tangle.yml') ?? '' }
}

describe('where documentation is', { timeout: 180_000 }, () => {
  const js = block('const a = 1', 'js')
  it.each<[string, Record<string, string>, LearnedConfiguration['config']['blocks']]>([
    ['pages with JavaScript alone', { 'docs/a.md': js }, { js: true }],
    ['a README with TypeScript', { 'README.md': js + block('const a = 1') }, true],
    ['a site without a page', { 'docs/.vitepress/config.mts': 'export default {}\n' }, true],
    ['a site without code', { 'mkdocs.yml': 'site_name: x\n', 'docs/index.md': '# Welcome\n' }, true],
  ])('makes no page: %s', async (_, files, blocks) => {
    const { paths, workflow, config } = await learn(files)
    expect(config).toEqual({ blocks })
    expect(paths).toEqual(['tangle.config.json', '.github/workflows/tangle.yml'])
    expect(workflow).toContain('- run: npx tangle check')
    expect(workflow).not.toContain('tangle run')
  })

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a README without TypeScript', { 'README.md': block('npm install', 'sh') + block('export default {}', 'js') }],
    ['pages in another language', { 'docs/a.md': block('print(1)', 'python') }],
  ])('makes a first page where there is %s', async (_, files) => {
    const { paths } = await learn(files)
    expect(paths[0]).toBe('docs/hello.md')
  })

  it('makes a prelude of what pages declare and others use, and of nothing that does harm', async () => {
    const names = ['size', 'differs', 'once', 'anything', 'misfit', 'local', 'broken']
    const use = names.map((name) => block(`${name}.toFixed(1)`)).join('\n')
    const declared = [
      'const size = 4',
      'declare const anything: any',
      "const misfit = 'large'",
      "import { sizeOf } from './x'\nconst local = sizeOf()",
      'const broken: Size = 4',
    ]
    const declare = declared.map((code) => block(code)).join('\n')
    const { paths, config, text } = await learn({
      ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`docs/${name}.md`, use])),
      'docs/e.md': declare + block('const differs = 4') + block('const once = 4'),
      'docs/f.md': declare + block("const differs = 'large'"),
    })
    expect(paths[0]).toBe('docs/prelude.ts')
    expect(config).toEqual({ blocks: { prelude: ['docs/prelude.ts'] } })
    expect(text('docs/prelude.ts')?.match(/^export .*/gm)).toEqual(['export const size = 4'])
  })

  it('declares an object by its class, and takes a free name for the file', async () => {
    const { text } = await learn({
      ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`docs/${name}.md`, block('day.getTime().toFixed(1)')])),
      'docs/prelude.ts': 'export {}\n',
      ...Object.fromEntries([1, 2, 3].map((year) => [`docs/${year}.md`, block(`const day = new Date(${year}, 0)`)])),
      'docs/other.md': block('const day = 1'),
    })
    expect(text('docs/prelude-2.ts')).toContain('\n\nexport declare const day: Date\n')
  })

  it('excepts pages about other versions, if something is wrong with them', async () => {
    const wrong = block("const a: number = 'a'")
    const { config } = await learn({
      'docs/guide.md': wrong,
      'docs/migrate-to-v2.md': wrong,
      'docs/migration/fine.md': block('const a = 1'),
      'docs/titled.md': `---\ntitle: Upgrading from 1\n---\n\n${wrong}`,
      'docs/immigration.md': wrong,
      'docs/emigration/upgraded.md': wrong,
      'archive/1.0/guide.md': wrong,
      'docs/whats-new/v2.md': wrong,
      // Nothing is said about a change log anyway.
      'packages/a/CHANGELOG.md': wrong,
    })
    expect(config?.overrides).toEqual([
      { pages: ['archive/1.0/guide.md'], check: 'skip', reason: expect.stringContaining('earlier versions') },
      {
        pages: ['docs/migrate-to-v2.md', 'docs/titled.md'],
        check: 'skip',
        reason: expect.stringContaining('Migration'),
      },
      { pages: ['docs/whats-new/v2.md'], check: 'skip', reason: expect.stringContaining('Release') },
    ])
  })

  it('finds out where links begin, and what is no page', async () => {
    const pages = Array.from({ length: 25 }, (_, at) => [`site/content/guide/p${at}.md`, '# Page\n'])
    const links = Array.from({ length: 25 }, (_, at) => `[p](/guide/p${at})\n\n[api](/api/c${at})\n`).join('\n')
    const { config } = await learn({
      ...Object.fromEntries(pages),
      'site/content/index.md': links + block('const a = 1'),
    })
    expect(config?.links).toEqual({ root: 'site/content', ignore: ['/api/**'] })
  })

  it('looks at links to files where the site resolves all others', async () => {
    const links = Array.from({ length: 9 }, (_, at) => `[p](../x${at}/)\n`).join('\n')
    const { config } = await learn({ 'docs/a/index.md': links + block('const a = 1') })
    expect(config?.links).toBe('relative')
  })
})

describe('tangle init where documentation is', { timeout: 180_000 }, () => {
  async function init(files: Readonly<Record<string, string>>): Promise<TemporaryProject & { readonly said: string }> {
    const project = await temporaryProject({ 'package.json': '{}', ...files })
    const { stdout, exitCode } = await project.tangle('init')
    expect(exitCode).toBe(0)
    return { ...project, said: stdout }
  }

  it('starts green, and finds what is new', async () => {
    const project = await init({ 'docs/a.md': `# A\n\n${block("const a: number = 'a'")}`, 'bun.lock': '' })
    expect(project.said).toContain(
      'created tangle.config.json\ncreated .github/workflows/tangle.yml\ncreated tangle.baseline.json\n',
    )
    expect(project.said).toContain('1 page, 1 code block: 1 with findings\n')
    expect(project.said).toContain('Next: read tangle.baseline.json, which has 1 finding.')
    expect(await project.read('.github/workflows/tangle.yml')).toContain('- run: bun install --frozen-lockfile')
    expect((await project.tangle('check')).exitCode).toBe(0)
    await project.edit('docs/a.md', '# A\n', `# A\n\n${block("const b: number = 'b'")}`)
    const { stdout, exitCode } = await project.tangle('check')
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringContaining('docs/a.md:4:7 error type-error TS2322'),
    })
    expect((await project.tangle('init')).stdout).toBe('kept tangle.config.json\nkept .github/workflows/tangle.yml\n')
  })

  it('keeps a baseline that is there', async () => {
    const baseline = '{ "version": 1, "findings": [] }\n'
    const project = await init({ 'docs/a.md': block("const a: number = 'a'"), 'tangle.baseline.json': baseline })
    expect(await project.read('tangle.baseline.json')).toBe(baseline)
    expect(project.said).toContain('Next: `npx tangle check`.\n')
  })
})
