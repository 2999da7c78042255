import { expect, it } from 'vitest'
import { checkScripts } from '../../../../tangle/check/words/check-scripts.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

const manifest = JSON.stringify({ scripts: { start: 'x', 'start:dev': 'x', example: 'x' } })

async function check(page: string, files: Record<string, string> = { 'package.json': manifest }, config = {}) {
  const fileSystem = new MemoryFileSystem({ 'a.md': page, ...files })
  const project = await openProject({ root: '/project', config: { commands: {}, ...config }, fileSystem })
  return (await checkScripts(project)).map(({ location, message, hint }) => {
    const { start } = location ?? { start: { line: 0, column: 0 } }
    return `${start.line + 1}:${start.column + 1} ${message}${hint ? ` ${hint}` : ''}`
  })
}

it.each([
  ['a code span', 'Run `npm run exmple a` now.', ['1:14 package.json has no script exmple. Did you mean example?']],
  ['two code spans', '`npm start`, `npm test`', ['1:19 package.json has no script test.']],
  [
    'a terminal',
    '```console\n$ npm ci && npm run strat   # starts\n```',
    ['2:21 package.json has no script strat. Did you mean start?'],
  ],
  [
    'a terminal that is not run',
    '```sh {check=skip reason="long"}\n$ npm run -s nothing\n```',
    ['2:14 package.json has no script nothing.'],
  ],
  ['a terminal in a list', '- a\n\n  ```sh\n  $ npm run nothing\n  ```', ['4:13 package.json has no script nothing.']],
])('finds a script that is not there in %s', async (_what, page, expected) => {
  expect(await check(page)).toEqual(expected)
})

it.each([
  ['scripts that are there', '`npm run start:dev`, `npm run -s example a`, `npm start`, `npm run`, `npm ci`'],
  ['prose', 'You can npm run anything.'],
  [
    'what a command prints',
    '```console\n$ npm run example\n> npm run nothing-of-ours\nnpm run nothing\n```'.replace('> npm', '  npm'),
  ],
  ['other blocks', '```ts\nconst a = "npm run nothing"\n```'],
])('accepts %s', async (_what, page) => {
  expect(await check(page)).toEqual([])
})

it('knows nothing without a package.json that can be read, and asks nothing without `commands`', async () => {
  expect(await check('`npm run nothing`', {})).toEqual([])
  expect(await check('`npm run nothing`', { 'package.json': '{' })).toEqual([])
  expect(await check('`npm run nothing`', undefined, { commands: undefined })).toEqual([])
})
