import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../../tangle/check/check-project.ts'
import { checkTypes } from '../../../../tangle/check/types/check-types.ts'
import { ConfigError } from '../../../../tangle/config/config.ts'
import { formatLocation, type Location } from '../../../../tangle/model/location.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { compilers } from './compilers.ts'

// The compiler and its configuration are those of this repository; the pages are in memory.
const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** The errors, each with the text of the page that it points at, and its related places below it. */
async function check(pages: Record<string, string>): Promise<string[]> {
  const project = await openProject({ root, config: {}, fileSystem: new MemoryFileSystem(pages) })
  expect(project.tangled.diagnostics).toEqual([])
  const show = (location: Location) => {
    const { file, start, end } = location
    const lines = pages[file]?.split('\n') ?? []
    const text = lines[start.line]?.slice(start.column, end?.column)
    return `${file}:${start.line + 1}:${start.column + 1}${text ? ` [${text}]` : ''}`
  }
  return checkTypes(project).flatMap(({ message, location, related = [] }) => [
    `${location && show(location)} ${message.split('\n')[0]}`,
    ...related.map((other) => `  ${show(other.location)} ${other.message}`),
  ])
}

it('types of targets that an error elsewhere on their page does not touch are checked all the same', async () => {
  const page = `# A page

\`\`\`ts {file=conflict.ts}
import { join } from 'node:path'
import { join } from 'node:path/posix'
console.log(join('a'))
\`\`\`

\`\`\`ts {file=sound.ts}
const count: number = 'two'
console.log(count)
\`\`\`
`
  const project = await openProject({ root, config: {}, fileSystem: new MemoryFileSystem({ 'a.md': page }) })
  const found = (await checkProject(project)).map(
    ({ code, location }) => `${location && formatLocation(location)} ${code}`,
  )
  expect(found).toEqual(['a.md:5:10 import-conflict', 'a.md:10:7 type-error'])
})

describe('the place of a type error is', () => {
  it('the import where the page has it, not where it is hoisted to', async () => {
    const page = `# A page

\`\`\`ts {file=x.ts}
console.log(1)
<<second>>
\`\`\`

> \`\`\`ts {#second}
> import { ChatService, ChatServise } from '@parley/sdk/unique'
> console.log(ChatService, ChatServise)
> \`\`\`
`
    expect(await check({ 'a.md': page })).toEqual([
      `a.md:9:25 [ChatServise] TS2724: '"@parley/sdk/unique"' has no exported member named 'ChatServise'. Did you mean 'ChatService'?`,
      '  x.ts:1:23 in the generated file',
    ])
  })

  it('each page that has an import, where they merge', async () => {
    const block = (name: string) =>
      `\`\`\`ts {#${name}}\nimport { Nothing } from '@parley/sdk/dify'\nconst ${name}: Nothing = 1\n${name}.toString()\n\`\`\`\n`
    const whole = '```ts {file=x.ts}\n<<one>>\n<<two>>\n```\n'
    expect(await check({ 'a.md': `${block('one')}\n${whole}`, 'b.md': `\n\n${block('two')}` })).toEqual([
      `a.md:2:10 [Nothing] TS2305: Module '"@parley/sdk/dify"' has no exported member 'Nothing'.`,
      '  b.md:4:10 [Nothing] written here, too',
      '  x.ts:1:10 in the generated file',
    ])
  })

  it('one place of a block that several pages use, with every file that it is in', async () => {
    const shared = '```ts {#shared}\nconst count: number = "none"\nconsole.log(count)\n```\n'
    const use = (name: string) =>
      `Text.\n\n\`\`\`ts {file=${name}.ts}\nexport {}\nif (true) {\n  <<shared>>\n}\n\`\`\`\n`
    expect(await check({ 'a.md': use('x'), 'b.md': use('y'), 'shared.md': shared })).toEqual([
      "shared.md:2:7 [count] TS2322: Type 'string' is not assignable to type 'number'.",
      '  x.ts:3:9 in the generated file',
      '  y.ts:3:9 in the generated file',
    ])
  })

  it('the scenario of an example', async () => {
    const page = `# A page

<!--
\`\`\`ts {file=test/scenarios/new_one.ts}
import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({ usr: [{ text: 'Hello' }] })
\`\`\`
-->
`
    expect(await check({ 'a.md': page })).toEqual([
      "a.md:7:33 [usr] TS2561: Object literal may only specify known properties, but 'usr' does not exist in type 'Scenario'. Did you mean to write 'user'?",
      '  test/scenarios/new_one.ts:3:33 in the generated file',
    ])
  })

  it('the end of the last block, for a brace that a block of another page leaves open', async () => {
    const whole = '```ts {file=x.ts}\nexport {}\n<<open>>\n<<rest>>\n```\n'
    const open = '```ts {#open}\nfor (const one of [1]) {\n  console.log(one)\n```\n'
    const rest = '```ts {#rest}\nconsole.log(2)\n```\n'
    expect(await check({ 'a.md': whole, 'b.md': open, 'c.md': rest })).toEqual([
      "c.md:2:15 TS1005: '}' expected.",
      "  b.md:2:24 [{] The parser expected to find a '}' to match the '{' token here.",
      '  x.ts:4:15 in the generated file',
    ])
  })

  it('the line of another page, as the reason of an error', async () => {
    const part = '```ts {#part}\ninterface Options {\n  size: number\n}\n```\n'
    const whole = '```ts {file=x.ts}\n<<part>>\nexport const options: Options = { size: "big" }\n```\n'
    expect(await check({ 'a.md': part, 'b.md': whole })).toEqual([
      "b.md:3:35 [size] TS2322: Type 'string' is not assignable to type 'number'.",
      "  a.md:3:3 [size] The expected type comes from property 'size' which is declared here on type 'Options'",
      '  x.ts:4:35 in the generated file',
    ])
  })
})

describe('a tsconfig that cannot be used', () => {
  const page = '```ts {file=x.ts}\nexport {}\n```\n'

  it.each([
    ['is not JSON', '{ "compilerOptions": { ', /^tsconfig\.json: .*expected/],
    ['extends nothing', '{ "extends": "./nothing.json" }', /nothing\.json/],
  ])('is named when it %s', async (_, tsconfig, message) => {
    const { root: folder } = await temporaryProject({ 'a.md': page, 'tsconfig.json': tsconfig })
    const project = await openProject({ root: folder })
    expect(() => checkTypes(project)).toThrow(ConfigError)
    expect(() => checkTypes(project)).toThrow(message)
  })

  it.each(compilers.map((compiler) => [compiler.version, compiler] as const))(
    'may have an option that TypeScript %s does not know: it is named at its line, and the rest holds',
    async (_, compiler) => {
      const wrong = '```ts {file=x.ts}\nexport const n: number = null\n```\n'
      const tsconfig = '{ "extends": "./base.json", "compilerOptions": { "target": "es2099" } }'
      const base = '{\n  "compilerOptions": {\n    "types": [], "strict": true,\n    "unheardOf": true\n  }\n}\n'
      const files = { 'a.md': wrong, 'tsconfig.json': tsconfig, 'base.json': base }
      const { root: folder } = await temporaryProject(files)
      const project = await openProject({ root: folder })
      // The second time, from what was kept.
      for (const found of [1, 2].map(() => checkTypes(project, project.tangled.targets, { compiler }))) {
        expect(found.map(({ location, message }) => `${location && formatLocation(location)} ${message}`)).toEqual([
          "a.md:2:14 TS2322: Type 'null' is not assignable to type 'number'.",
          expect.stringContaining('TS6046: Argument for'),
          "base.json:4:5 TS5023: Unknown compiler option 'unheardOf'.",
        ])
        expect(found[1]?.location).toMatchObject({ file: 'tsconfig.json', start: { line: 0, column: 59 } })
      }
    },
  )

  it('may have an option that the compiler does not know: it is named once, also where there are plain blocks', async () => {
    const tsconfig = '{ "compilerOptions": { "types": [], "unheardOf": true } }'
    const blocks = `${page}\n\`\`\`ts\nexport const n: number = 1\n\`\`\`\n`
    const { root: folder } = await temporaryProject({ 'a.md': blocks, 'tsconfig.json': tsconfig })
    const found = await checkProject(await openProject({ root: folder }))
    expect(found.filter(({ location }) => location?.file === 'tsconfig.json').map(({ code }) => code)).toEqual([
      'type-error',
    ])
  })

  it.each(compilers.map((compiler) => [compiler.version, compiler] as const))(
    'has a name that is like an unknown one, however many others are unknown: TypeScript %s',
    async (_, compiler) => {
      const targets = Array.from({ length: 7 }, (_, at) => {
        const code = `export const total${at} = 1\nexport const a = totl${at}\nexport const b = totla${at}`
        return `\`\`\`ts {file=x${at}.ts}\n${code}\n\`\`\``
      })
      const { root: folder } = await temporaryProject({ 'a.md': targets.join('\n\n') })
      const project = await openProject({ root: folder })
      const found = checkTypes(project, project.tangled.targets, { compiler })
      expect(found.map(({ message }) => message.slice(0, 6))).toEqual(Array.from({ length: 14 }, () => 'TS2552'))
    },
  )

  it('may list no file of its own', async () => {
    const tsconfig = '{ "compilerOptions": { "types": [] }, "files": [] }'
    const { root: folder } = await temporaryProject({ 'a.md': page, 'tsconfig.json': tsconfig })
    expect(checkTypes(await openProject({ root: folder }))).toEqual([])
  })

  it('is a warning, once, where no compiler can be found', async () => {
    const { root: folder } = await temporaryProject({ 'a.md': `${page}\n${page.replace('x.ts', 'y.tsx')}` })
    const project = await openProject({ root: folder })
    const found = checkTypes({ ...project, root: '/' })
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([['no-compiler', 'warning']])
    expect(found[0]?.message).toMatch(/^2 targets are not type-checked/)
    expect(found[0]?.hint).toContain('npm install --save-dev typescript')
  })

  it('says what to do about a compiler that is broken, and does without one that is too old', async () => {
    const { root: folder } = await temporaryProject({ 'a.md': page })
    const project = await openProject({ root: folder })
    // In a folder of its own: that of a temporary project leads to the packages of this repository.
    const own = join(folder, 'packages')
    await mkdir(join(own, 'node_modules/typescript'), { recursive: true })
    const install = (json: object) => writeFile(join(own, 'node_modules/typescript/package.json'), JSON.stringify(json))
    for (const [json, message] of [
      [{ version: '5.9.0' }, /^TypeScript 5\.9\.0 cannot be loaded/],
      [{ version: '7.9.0', exports: { './package.json': './package.json' } }, /^TypeScript 7\.9\.0 cannot be loaded/],
    ] as const) {
      await install(json)
      // Another project object each time, as after any change.
      expect(() => checkTypes({ ...project, root: own })).toThrow(message)
    }
    await install({ version: '4.9.5' })
    const [found] = checkTypes({ ...project, root: own })
    expect(found).toMatchObject({ code: 'no-compiler', severity: 'warning' })
    expect(found?.message).toContain('TypeScript 4.9.5 is too old for it')
  })
})
