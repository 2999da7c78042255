import { expect, test } from 'vitest'
import { targetFiles } from '../../../tangle/weave/index.ts'
import { weaveSite } from './woven-site.ts'

const page = '```ts {file="examples/a b.ts"}\n1\n```\n\n```ts {file=examples/c.ts}\n2\n```\n'

async function openFiles() {
  const { project } = await weaveSite({ 'docs/x.md': page })
  return { files: targetFiles({ project: () => project, base: '/site/' }), targets: project.tangled.targets }
}

test('puts into a built site what a page links to, and nothing else', async () => {
  const { files, targets } = await openFiles()
  expect(files.address(targets[0]!)).toBe('/site/files/examples/a%20b.ts')
  const emitted: unknown[] = []
  files.vitePlugin.generateBundle.call({ emitFile: (file) => `${emitted.push(file)}` })
  expect(emitted).toEqual([{ type: 'asset', fileName: 'files/examples/a b.ts', source: '1\n' }])
})

test.for([
  ['/site/files/examples/a%20b.ts', '1\n'],
  ['/site/files/examples/c.ts?x', '2\n'],
  ['/site/files/examples/none.ts', undefined],
  ['/site/files/%', undefined],
  ['/files/examples/c.ts', undefined],
])('answers %s in development', async ([url, expected]) => {
  const { files } = await openFiles()
  const bodies: string[] = []
  // Of request and response only these parts are used.
  const response = { setHeader: () => {}, end: (text: string) => bodies.push(text) } as never
  const use = (handler: (request: never, response: never, next: () => void) => void) =>
    handler({ url } as never, response, () => {})
  files.vitePlugin.configureServer({ middlewares: { use } })
  expect(bodies[0]).toBe(expected)
})
