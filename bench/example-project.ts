import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ExpectedExample, makeExamplePages } from './example-pages.ts'

/** The root of this repository, without a slash at its end. */
export const repository = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** A project as a reader of this repository would have it: pages, the SDK in `src/`, and the host of the tests. */
export interface ExampleProject {
  readonly root: string
  readonly examples: readonly ExpectedExample[]
  remove(): Promise<void>
}

/** Writes a project with so many examples into a folder of its own. Its targets are not generated yet. */
export async function createExampleProject(count: number): Promise<ExampleProject> {
  const root = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const { pages, examples } = makeExamplePages(count)
  const files = new Map([...pages, ['tangle.config.ts', config], ['tsconfig.json', await makeTsconfig()]])
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await cp(join(repository, 'src'), join(root, 'src'), { recursive: true })
  await cp(join(repository, 'package.json'), join(root, 'package.json'))
  await mkdir(join(root, 'test'), { recursive: true })
  await cp(join(repository, 'test/host.ts'), join(root, 'test/host.ts'))
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  return { root, examples, remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }) }
}

const config = `import { defineConfig } from '@parley/tangle'

export default defineConfig({
  pages: ['docs/**/*.md'],
  outputs: ['examples_from_docs', 'test/scenarios'],
  examples: { include: ['examples_from_docs/*.ts'], host: 'test/host.ts' },
})
`

/** The options of this repository, over the generated files. */
async function makeTsconfig(): Promise<string> {
  const own = JSON.parse(await readFile(join(repository, 'tsconfig.json'), 'utf8'))
  const { paths, ...compilerOptions } = own.compilerOptions
  return JSON.stringify({
    compilerOptions: { ...compilerOptions, paths: { ...paths, '@parley/tangle': [`${repository}/tangle/index.ts`] } },
    include: ['examples_from_docs', 'test/scenarios'],
  })
}
