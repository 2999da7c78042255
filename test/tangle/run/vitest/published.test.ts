import { copyFile, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommand, temporaryProject } from '../../temporary-project.ts'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

test('the configuration of the guide works with the package as it is published', async () => {
  const config = join(repository, 'test/fixtures/vitest-project/vitest.config.ts')
  const project = await temporaryProject({
    'package.json': '{ "type": "module" }\n',
    'tangle.config.json': '{ "examples": { "include": ["out/*.ts"], "host": "host.ts" } }\n',
    'host.ts': "export const start = () => ({ env: { WHO: 'world' as string }, stop() {} })\n",
    'docs/hello.md': [
      '# Hello',
      '```ts {file=out/hello.ts}\nconsole.log(`Hello, ${process.env.WHO}`)\n```',
      '```text {output=hello}\nHello, world\n```',
      '',
    ].join('\n\n'),
  })
  await copyFile(config, join(project.root, 'vitest.config.ts'))
  await installPackages(project.root)
  const { stdout, stderr, exitCode } = await runCommand(
    process.execPath,
    [join(repository, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=verbose'],
    project.root,
  )
  expect(stderr).toBe('')
  expect(stdout).toContain('✓ docs/hello.md > hello')
  expect(exitCode).toBe(0)
})

/** All packages of this repository by link, but for the toolchain: that is built here. */
async function installPackages(root: string): Promise<void> {
  const folder = join(root, 'node_modules')
  await rm(folder)
  await mkdir(join(folder, '@parley/tangle'), { recursive: true })
  for (const name of await readdir(join(repository, 'node_modules'))) {
    if (name !== '@parley') await symlink(join(repository, 'node_modules', name), join(folder, name))
  }
  await symlink(join(repository, 'tangle/package.json'), join(folder, '@parley/tangle/package.json'))
  const compiler = join(repository, 'node_modules/ts7/bin/tsc')
  const dist = join(folder, '@parley/tangle/dist')
  const built = await runCommand(
    process.execPath,
    [compiler, '-p', join(repository, 'tangle/tsconfig.build.json'), '--outDir', dist],
    repository,
  )
  expect(built.stdout).toBe('')
}
