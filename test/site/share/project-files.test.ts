import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { ProjectParts } from '../../../tangle/weave/client/run/runnable-example.ts'
import { type ProjectProgram, projectFiles } from '../../../tangle/weave/client/share/project-files.ts'
import { packProject } from '../../../tangle/weave/client/share/take-along.ts'
import { createProjectParts } from '../../../tangle/weave/run/project-parts.ts'
import { startProject } from './start-project.ts'

const repository = join(import.meta.dirname, '../../..')

/** Of a site that shares its programs, as the build finds them. */
function partsFor(text: string, modules: readonly string[], options = {}): ProjectParts {
  const own = new Map([['@parley/sdk', repository]])
  // Of a program these parts are used.
  return createProjectParts(repository, modules, options, own)({ name: 'greet', target: { text } } as never)
}

function program(text: string, given: Partial<ProjectProgram> = {}): ProjectProgram {
  const parts = partsFor(text, ['fastest-levenshtein', 'hono/jwt', 'path', 'zod-is-not-here'])
  return {
    name: 'greet',
    file: 'greet.ts',
    text,
    address: 'https://example.com/guide',
    isEdited: false,
    parts,
    ...given,
  }
}

const manifestOf = (given: ProjectProgram) => JSON.parse(projectFiles(given)['package.json'] ?? '')

test('an archive is the same at any time, with names and texts of any alphabet', () => {
  const given = program('// 👩‍🚀\n', { file: 'größe.ts' })
  const read = Object.entries(unzipSync(packProject(given))).map(([path, bytes]) => [path, strFromU8(bytes)])
  expect(Object.fromEntries(read)).toEqual(projectFiles(given))
  expect(packProject(given)).toEqual(packProject(given))
})

test('a project depends on what its program imports, in the version that the page was made with', async () => {
  const text =
    "import { distance } from 'fastest-levenshtein'\nimport type { Jwt } from 'hono/utils/jwt'\nimport 'path'\n"
  const { version } = JSON.parse(
    await readFile(join(repository, 'node_modules/fastest-levenshtein/package.json'), 'utf8'),
  )
  const { dependencies, devDependencies, scripts } = manifestOf(program(text))
  expect(dependencies).toEqual({ 'fastest-levenshtein': version, hono: expect.stringMatching(/^4\./) })
  expect(devDependencies).toEqual({ tsx: expect.stringMatching(/^4\./), '@types/node': expect.any(String) })
  expect(scripts).toEqual({ start: 'tsx greet.ts' })
})

test('a site says what stands for a package, and what a reader has to know', () => {
  const text = "import '@parley/sdk'\n"
  const own = { dependencies: { '@parley/sdk': 'file:sdk.tgz' }, readme: (name: string) => `More about ${name}.` }
  const parts = partsFor(text, ['@parley/sdk/unique'], own)
  expect(manifestOf(program(text, { parts })).dependencies).toEqual({ '@parley/sdk': 'file:sdk.tgz' })
  expect(projectFiles(program(text, { parts }))['README.md']).toContain('\nMore about greet.\n')
  // Nobody has installed it: it is the project itself.
  expect(partsFor(text, ['@parley/sdk']).packages).toEqual({ '@parley/sdk': expect.stringMatching(/^\d+\.\d+\.\d+/) })
})

test('a README says where the program comes from, and whether it is that of the page', () => {
  const readme = (isEdited: boolean) => projectFiles(program('', { isEdited }))['README.md']
  expect(readme(false)).toContain('The program `greet.ts` of https://example.com/guide.\n')
  expect(readme(true)).toContain('https://example.com/guide, with the changes')
})

const start = (given: ProjectProgram) => startProject(packProject(given))

test.each([
  [
    'TypeScript',
    'greet.ts',
    "import { distance } from 'fastest-levenshtein'\nconst far: number = distance('ab', 'b')\nconsole.log(far)",
  ],
  [
    'JavaScript',
    'greet.js',
    "import { distance } from 'fastest-levenshtein'\nconsole.log(await Promise.resolve(distance('ab', 'b')))\nexport {}",
  ],
  ['CommonJS', 'greet.js', "const { distance } = require('fastest-levenshtein')\nconsole.log(distance('ab', 'b'))"],
])('a project in %s runs', async (_, file, text) => {
  expect(await start(program(text, { file }))).toEqual({ exitCode: 0, stdout: '1\n', stderr: '' })
})

test('a default export that is no server is left alone, and one that is serves', async () => {
  expect(await start(program("console.log('once')\nexport default 1\n"))).toMatchObject({
    exitCode: 0,
    stdout: 'once\n',
  })
  // It asks itself, and ends.
  const text = `
process.stdout.write = new Proxy(process.stdout.write, {
  apply(write, self, [line]: [string]) {
    if (/^http/.test(line)) void ask(line.trim())
    return Reflect.apply(write, self, [line])
  },
})
async function ask(address: string) {
  const response = await fetch(address + '/path?a=1', { method: 'POST', body: 'sent' })
  console.error(response.status, response.headers.get('x-own'), await response.text())
  process.exit(0)
}
export default {
  async fetch(request: Request) {
    const { pathname, search } = new URL(request.url)
    return new Response(request.method + pathname + search + await request.text(), { status: 201, headers: { 'x-own': 'yes' } })
  },
}
`
  const { stdout, stderr, exitCode } = await start(program(text))
  expect({ stderr, exitCode }).toEqual({ stderr: '201 yes POST/path?a=1sent\n', exitCode: 0 })
  expect(stdout).toMatch(/^http:\/\/localhost:\d+\n$/)
})
