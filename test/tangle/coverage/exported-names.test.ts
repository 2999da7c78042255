import { expect, it } from 'vitest'
import { temporaryProject } from '../temporary-project.ts'

const library = `export interface Options { readonly loud: boolean }
export type { Options as Settings }
export function greet(name: string, options: Options): void { console.log(name, options) }
function hidden(): void {}
export { hidden as secret }
export class Unused {}
`

const page = `\`\`\`ts {#greet}
import { greet, type Options } from '../lib/index.ts'

const options: Options = { loud: true }
greet('world', options)
\`\`\`

<!--
\`\`\`ts {file=out/a.ts}
<<greet>>
import { secret } from '../lib/index.ts'
secret()
\`\`\`
-->
`

function projectWith(unshown: readonly string[]) {
  const coverage = { entryPoints: ['lib/index.ts'], unshown }
  const config = { outputs: ['out'], types: false, examples: { include: ['out/*.ts'] }, coverage }
  return temporaryProject({
    'package.json': '{ "type": "module" }',
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true, "types": ["node"] } }',
    'tangle.config.json': JSON.stringify(config),
    'lib/index.ts': "export * from './greet.ts'\n",
    'lib/greet.ts': library,
    'a.md': page,
  })
}

it.concurrent('lists the exports that no visible block uses, also under another name, and accepts them in the list', async () => {
  const project = await projectWith(['Unused', 'secret'])
  await project.tangle()
  const { stdout, exitCode } = await project.tangle('check', '--coverage')
  expect(stdout).toContain('3 of 5 exported names are shown; not yet:\n  Unused secret\n')
  expect(exitCode).toBe(0)
})

it.concurrent('reports an export that neither a page shows nor the list has, where it is exported', async () => {
  const project = await projectWith(['secret'])
  await project.tangle()
  const { stdout, exitCode } = await project.tangle('check', '--coverage')
  expect(stdout).toContain('lib/greet.ts:6:1 error unshown-export lib/index.ts exports Unused, which no page shows.')
  expect(exitCode).toBe(1)
})

it.concurrent('reports a name of the list that a page shows by now, or that does not exist', async () => {
  const project = await projectWith(['Unused', 'secret', 'greet', 'Unsued'])
  await project.tangle()
  const { stdout, exitCode } = await project.tangle('check', '--coverage')
  expect(stdout).toContain(
    'a.md:2:10 error unshown-export `coverage.unshown` lists greet, which is shown by now, at a.md:2:10.',
  )
  expect(stdout).toContain('error unshown-export `coverage.unshown` lists Unsued, which no entry point exports.')
  expect(stdout).toContain('hint: Take it off the list. Did you mean Unused?')
  expect(exitCode).toBe(1)
})

it.concurrent('refuses an entry point that does not exist', async () => {
  const project = await projectWith([])
  await project.edit('tangle.config.json', 'lib/index.ts', 'lib/none.ts')
  await project.tangle()
  const { stderr, exitCode } = await project.tangle('check', '--coverage')
  expect(stderr).toBe('tangle: `coverage.entryPoints`: there is no file lib/none.ts.\n')
  expect(exitCode).toBe(2)
})
