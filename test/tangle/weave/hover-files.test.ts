import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openProject, type Project } from '../../../tangle/project/project.ts'
import { hoverFiles } from '../../../tangle/weave/index.ts'
import { type TemporaryProject, temporaryProject } from '../temporary-project.ts'

const page = '# A\n\n```ts {#a file=out/a.ts}\nconst answer = 42\n```\n'

let folder: TemporaryProject

beforeAll(async () => {
  folder = await temporaryProject({
    'tsconfig.json': '{ "compilerOptions": { "target": "es2023", "types": [] }, "files": [] }',
    'tangle.config.ts': "export default { pages: ['docs/**/*.md'] }\n",
    'docs/guides/a page.md': page,
    'docs/index.md': '# No code\n',
  })
})

/**
 * What the server answers to an address in development; `undefined` where somebody else has to.
 *
 * @param watched Gets what hears of changed files.
 */
function serve(
  files: ReturnType<typeof hoverFiles>,
  watched: ((file: string) => void)[] = [],
): (url: string) => Promise<unknown> {
  let handle: ((request: never, response: never, next: () => void) => void) | undefined
  files.vitePlugin.configureServer({
    middlewares: {
      use(handler) {
        handle = handler
      },
    },
    watcher: { on: (_, listener) => watched.push(listener) },
  })
  return async (url) => {
    const body = await new Promise<string | undefined>((resolve) => {
      // Of request and response only these parts are used.
      const response = { setHeader: () => {}, end: resolve } as never
      handle?.({ url } as never, response, () => resolve(undefined))
    })
    return body === undefined ? undefined : JSON.parse(body)
  }
}

test('puts a file for each page with code into a built site', async () => {
  const project = await openProject({ root: folder.root })
  const emitted: { readonly fileName: string; readonly source: string }[] = []
  const { vitePlugin } = hoverFiles({ project: () => project, siteFolder: 'docs' })
  await vitePlugin.generateBundle.call({ emitFile: (file) => `${emitted.push(file)}` })
  expect(emitted.map(({ fileName }) => fileName)).toEqual(['hovers/guides/a page.json'])
  expect(JSON.parse(emitted[0]?.source ?? '')).toEqual({
    infos: [{ signature: 'const answer: 42' }],
    code: { 'block-a': [0, 6, 6, 0] },
  })
})

test('has none for a page that the site leaves out', async () => {
  const project = await openProject({ root: folder.root })
  const emitted: unknown[] = []
  const { vitePlugin } = hoverFiles({ project: () => project, siteFolder: 'docs', srcExclude: ['guides/*'] })
  await vitePlugin.generateBundle.call({ emitFile: (file) => `${emitted.push(file)}` })
  expect(emitted).toEqual([])
})

test('follows the pages in development', async () => {
  let project: Project = await openProject({ root: folder.root })
  const answer = serve(hoverFiles({ project: () => project, siteFolder: 'docs/', base: '/site/' }))
  const url = '/site/hovers/guides/a%20page.json'
  expect(await answer(url)).toMatchObject({ infos: [{ signature: 'const answer: 42' }] })
  await folder.edit('docs/guides/a page.md', '42', "'forty-two'")
  expect(await answer(url)).toMatchObject({ infos: [{ signature: 'const answer: 42' }] })
  project = await openProject({ root: folder.root })
  expect(await answer(`${url}?t=1`)).toMatchObject({ infos: [{ signature: 'const answer: "forty-two"' }] })
})

test.for(['/site/hovers/index.json', '/site/hovers/none.json', '/site/hovers/%', '/hovers/guides/a%20page.json', '/'])(
  'leaves %s to others',
  async (url) => {
    const project = await openProject({ root: folder.root })
    expect(await serve(hoverFiles({ project: () => project, siteFolder: 'docs', base: '/site/' }))(url)).toBeUndefined()
  },
)

test('follows the sources that programs import in development', async () => {
  const { root, edit } = await temporaryProject({
    'tsconfig.json': '{ "compilerOptions": { "target": "es2023", "module": "esnext", "types": [] }, "files": [] }',
    'src/lib.ts': 'export function twice(value: number) {\n  return value * 2\n}\n',
    'docs/page.md': "```ts {#a file=out/a.ts}\nimport { twice } from '../src/lib.ts'\ntwice(1)\n```\n",
  })
  const project = await openProject({ root })
  const watched: ((file: string) => void)[] = []
  const answer = serve(hoverFiles({ project: () => project, siteFolder: 'docs' }), watched)
  const signatures = async () => JSON.stringify(await answer('/hovers/page.json'))
  expect(await signatures()).toContain('twice(value: number): number')
  await edit('src/lib.ts', 'number)', 'number, by = 2)')
  for (const change of watched) change(join(root, 'src/lib.ts'))
  expect(await signatures()).toContain('twice(value: number, by?: number): number')
})
