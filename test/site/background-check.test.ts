import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createBackgroundCheck } from '../../tangle/weave/dev/background-check.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

test('checks a folder as it is on the disk, with types, again and again', async () => {
  const root = await mkdtemp(join(tmpdir(), 'background check '))
  const background = createBackgroundCheck(root)
  onTestFinished(async () => {
    background.stop()
    await rm(root, { recursive: true })
  })
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction')
  await writeFile(join(root, 'package.json'), '{ "type": "module" }')
  await writeFile(join(root, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "types": [] } }')
  const config = "export default { pages: ['docs/**/*.md'] }"
  await writeFile(join(root, 'tangle.config.js'), config)
  await mkdir(join(root, 'docs'))
  const page = (value: string) => `\`\`\`ts {file=a.ts}\nexport const a: number = ${value}\n\`\`\`\n`
  await writeFile(join(root, 'docs/a.md'), page("'x'"))
  const codes = async () => (await background.check()).map(({ code, location }) => [code, location?.start.line])
  // The file has not been written; that is for the loop to do.
  expect(await codes()).toEqual([
    ['stale', 1],
    ['type-error', 1],
  ])
  await writeFile(join(root, 'docs/a.md'), page('1'))
  expect(await codes()).toEqual([['stale', 1]])
})
