import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TypesCompiler } from '../../../tangle/check/types/compiler.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { buildHovers } from '../../../tangle/weave/hover/build-hovers.ts'
import { HoverCollector, type ProjectHovers } from '../../../tangle/weave/hover/collect-hovers.ts'
import type { ReferenceOf } from '../../../tangle/weave/hover/find-reference.ts'
import { type HoverInfo, type PageHovers, spanSize } from '../../../tangle/weave/hover/page-hovers.ts'
import { refer } from '../../../tangle/weave/hover/refer.ts'
import { compilers } from '../check/types/compilers.ts'
import { temporaryProject } from '../temporary-project.ts'

const tsconfig = JSON.stringify({
  compilerOptions: { target: 'es2023', module: 'esnext', moduleResolution: 'bundler', strict: true, types: [] },
  files: [],
})

/** A library with comments, a page of steps, a page that composes them. */
const files: Readonly<Record<string, string>> = {
  'tsconfig.json': tsconfig,
  'tangle.config.ts': "export default { pages: ['docs/*.md'], examples: { include: ['out/*.ts'] } }\n",
  'lib/greet.ts': `/** Who speaks, see {@link greet} and {@link https://example.com the manual}. */
export interface Speaker {
  /** How it is *called*, in \`ASCII\`. */
  readonly name: string
}

/**
 * Says **hello**
 * to somebody.
 *
 * More about it.
 *
 * @param speaker - who says it
 * @returns what was said
 * @throws Error without a name
 * @internal
 */
export function greet(speaker: Speaker): string {
  return speaker.name
}

/** Says goodbye. */
export function part(speaker: Speaker): string {
  return speaker.name
}
`,
  'docs/steps.md': `# Steps

\`\`\`ts {#speaker}
import type { Speaker } from '../lib/greet.ts'

const speaker: Speaker = { name: 'Parley' }
\`\`\`

- In a list:

  \`\`\`ts {#greet}
  import { greet } from '../lib/greet.ts'
  const said = greet(speaker)
  \`\`\`

\`\`\`ts {#part}
import { part } from '../lib/greet.ts'
if (said) {
  <<inner>>
}
\`\`\`

<!--
\`\`\`ts {#inner}
part(speaker)
\`\`\`

\`\`\`ts {file=out/all.ts}
<<speaker>>
<<greet>>
<<part>>
\`\`\`
-->

\`\`\`ts {excerpt=all}
    part(speaker)
\`\`\`

\`\`\`ts {#unused}
nobody(knows)
\`\`\`

[All of it](../out/all.ts)
`,
  'docs/plain.md': '# Plain\n\nNo code.\n',
  'notes/elsewhere.md': '# Elsewhere\n',
}

interface FoundName {
  readonly line: number
  readonly column: number
  readonly length: number
  readonly info: HoverInfo
}

function read({ infos, code }: PageHovers, id: string): FoundName[] {
  const numbers = code[id] ?? []
  return Array.from({ length: numbers.length / spanSize }, (_, at) => {
    const [line = -1, column = -1, length = -1, index = -1] = numbers.slice(at * spanSize, (at + 1) * spanSize)
    return { line, column, length, info: infos[index]! }
  })
}

/** Each name with its position and signature. */
function signatures(hovers: PageHovers | undefined, id: string): string[] {
  const found = hovers ? read(hovers, id) : []
  return found.map(({ line, column, length, info }) => `${line}:${column}+${length} ${info.signature}`)
}

async function collect(
  changes: Readonly<Record<string, string>> = {},
  compiler?: TypesCompiler,
  withDeclared = false,
): Promise<ProjectHovers> {
  const { root } = await temporaryProject({ ...files, ...changes })
  return new HoverCollector({ siteFolder: 'docs', compiler, withDeclared }).collect(await openProject({ root }))
}

// The two kinds of compiler: with an interface of its own for names, and without.
const kinds = compilers.slice(-2).map((compiler) => [compiler.version, compiler] as const)

describe.each(kinds)('a page, with TypeScript %s,', (_, compiler) => {
  let hovers: ProjectHovers
  let page: PageHovers

  beforeAll(async () => {
    hovers = await collect({}, compiler)
    page = (await hovers.of('docs/steps.md'))!
  })

  test('leads to the pages that explain names', async () => {
    const referenceOf: ReferenceOf = (name, file) => (file === 'lib/greet.ts' ? `/api#${name}` : undefined)
    const found = await (await collect({}, compiler, true)).of('docs/steps.md')
    const known = refer(found!, referenceOf)
    const referencesIn = (id: string) => read(known, id).map(({ info: { reference } }) => reference)
    // The name of an import, a variable of a type of the library, the type, and a property.
    expect(referencesIn('block-speaker')).toEqual(['/api#Speaker', '/api#Speaker', '/api#Speaker', '/api#Speaker.name'])
    // A function, a text that is not of the library, a function, and a variable.
    expect(referencesIn('block-greet')).toEqual(['/api#greet', undefined, '/api#greet', '/api#Speaker'])
  })

  test('knows names that the block itself does not define', () => {
    expect(signatures(page, 'block-greet')).toEqual([
      '0:9+5 function greet(speaker: Speaker): string',
      '1:6+4 const said: string',
      '1:13+5 function greet(speaker: Speaker): string',
      '1:19+7 const speaker: Speaker',
    ])
  })

  test('counts lines and columns in the code of the block, around references, and where imports were hoisted from', () => {
    expect(signatures(page, 'block-speaker')).toEqual([
      '0:14+7 interface Speaker',
      '2:6+7 const speaker: Speaker',
      '2:15+7 interface Speaker',
      '2:27+4 (property) Speaker.name: string',
    ])
    expect(signatures(page, 'block-part')).toEqual([
      '0:9+4 function part(speaker: Speaker): string',
      '1:4+4 const said: string',
    ])
  })

  test('has nothing for hidden blocks, and for names that no program contains', () => {
    expect(Object.keys(page.code)).toEqual(['block-speaker', 'block-greet', 'block-part', 'excerpt-all', 'example-all'])
  })

  test('knows the names in an excerpt, whatever its indent', () => {
    expect(signatures(page, 'excerpt-all')).toEqual([
      '0:4+4 function part(speaker: Speaker): string',
      '0:9+7 const speaker: Speaker',
    ])
  })

  test('knows the names in the full example, at the lines of the file', () => {
    const [first] = signatures(page, 'example-all')
    expect(first).toMatch(/^0:\d+\+\d+ /)
    expect(signatures(page, 'example-all').filter((text) => text.includes('part(')).length).toBe(2)
  })

  test('says what comments of the library say: the first paragraph, parameters, result, errors', () => {
    const [name] = read(page, 'block-greet')
    expect(name?.info).toEqual({
      signature: 'function greet(speaker: Speaker): string',
      documentation: 'Says hello to somebody.',
      tags: [
        ['speaker', 'who says it'],
        ['Returns', 'what was said'],
        ['Throws', 'Error without a name'],
      ],
    })
  })

  test('keeps code in documentation, and resolves links to their words', () => {
    const names = read(page, 'block-speaker')
    expect(names[0]?.info.documentation).toBe('Who speaks, see greet and the manual.')
    expect(names[3]?.info.documentation).toBe('How it is *called*, in `ASCII`.')
  })

  test('says what the type of a variable is for, where nothing is said about the variable', () => {
    expect(read(page, 'block-speaker')[1]?.info).toEqual({
      signature: 'const speaker: Speaker',
      tags: [['Speaker', 'Who speaks, see greet and the manual.']],
    })
  })

  test('has each info once', () => {
    expect(new Set(page.infos.map((info) => JSON.stringify(info))).size).toBe(page.infos.length)
  })

  test('is one of the site with code in it', async () => {
    expect(hovers.pages).toEqual(['docs/steps.md'])
    expect(await hovers.of('docs/plain.md')).toBeUndefined()
    expect(await hovers.of('docs/missing.md')).toBeUndefined()
  })
})

test.each(kinds)('a very long type is cut (TypeScript %s)', async (_, compiler) => {
  const members = Array.from({ length: 60 }, (_, at) => `member${at}: ${at}`).join(', ')
  const long = `\`\`\`ts {#long file=out/long.ts}\nexport function long(value: { ${members} }) {}\n\`\`\`\n`
  const page = (await (await collect({ 'docs/long.md': long }, compiler)).of('docs/long.md'))!
  const signature = page.infos[0]?.signature ?? ''
  expect(signature).toMatch(/^function long\(.*…$/s)
  expect(signature.length).toBeLessThanOrEqual(301)
})

test.each(kinds)(
  'a type from elsewhere names its module, and no folder of this computer (TypeScript %s)',
  async (_, compiler) => {
    const code = "```ts {#m file=out/m.ts}\nconst library = await import('../lib/greet.ts')\n```\n"
    const page = await (await collect({ 'docs/m.md': code }, compiler)).of('docs/m.md')
    expect(signatures(page, 'block-m')).toEqual(['0:6+7 const library: typeof import("greet.ts")'])
  },
)

test.each(kinds)('a name that the compiler does not know has no type (TypeScript %s)', async (_, compiler) => {
  const code = "```ts {#n file=out/n.ts}\nimport nothing from 'no-such-package'\nnothing()\nmissing()\n```\n"
  const page = await (await collect({ 'docs/n.md': code }, compiler)).of('docs/n.md')
  expect(page).toEqual({ infos: [], code: {} })
})

test.each(kinds)('a program in JavaScript has types as well (TypeScript %s)', async (_, compiler) => {
  const code = '```js {#j file=out/j.js}\nconst count = [1].length\n```\n'
  const page = await (await collect({ 'docs/j.md': code }, compiler)).of('docs/j.md')
  expect(signatures(page, 'block-j')[0]).toBe('0:6+5 const count: number')
})

test.each(kinds)('a page that does not compile has the types that there are (TypeScript %s)', async (_, compiler) => {
  const code = '```ts {#broken file=out/broken.ts}\nconst good = 1\ngood.missing(\n```\n'
  const page = await (await collect({ 'docs/broken.md': code }, compiler)).of('docs/broken.md')
  expect(signatures(page, 'block-broken')[0]).toBe('0:6+4 const good: 1')
})

describe.each(kinds)('what is kept (TypeScript %s)', (_, compiler) => {
  /** A compiler that nobody may ask for names. */
  const idle: TypesCompiler = {
    ...{ version: compiler.version, files: compiler.files, open: (root, disk) => compiler.open(root, disk) },
    openNames: () => expect.fail('The compiler is asked.'),
  }
  const textOf = async (hovers: ProjectHovers) => JSON.stringify(await hovers.of('docs/a.md'))
  const open = async (root: string, asked: TypesCompiler) =>
    new HoverCollector({ siteFolder: 'docs', plainBlocks: true, compiler: asked }).collect(await openProject({ root }))

  test('is there the next time, as long as nothing that it rests on changes', async () => {
    const code = "```ts\nimport { a } from '../lib.ts'\nconst b = a\n```\n"
    const own = { 'lib.ts': 'export const a: string = 1\n', 'docs/a.md': code, 'tsconfig.json': tsconfig }
    const { root, write } = await temporaryProject({
      ...own,
      'tangle.config.ts': "export default { pages: ['docs/*.md'] }\n",
    })
    const first = await open(root, compiler)
    const found = await textOf(first)
    expect(found).toContain('const b: string')
    first.keep()
    expect(await textOf(await open(root, idle))).toBe(found)

    // Other lines of the page, the same code.
    await write('docs/a.md', `Before it.\n\n${code}`)
    expect(await textOf(await open(root, idle))).toBe(found.replace('"L1"', '"L3"'))

    await write('lib.ts', 'export const a: number = 1\n')
    expect(await textOf(await open(root, compiler))).toContain('const b: number')
  })
})

describe('a process of its own, for a build,', () => {
  const question = { siteFolder: 'docs', plainBlocks: false, withDeclared: true } as const

  test('finds what this one finds', async () => {
    const { root } = await temporaryProject(files)
    const hovers = new HoverCollector({ siteFolder: 'docs', withDeclared: true }).collect(await openProject({ root }))
    const found = await buildHovers({ ...question, root })()
    expect([...found.keys()]).toEqual(hovers.pages)
    for (const page of hovers.pages) expect(found.get(page)).toEqual(await hovers.of(page))
  })

  test('says why it cannot', async () => {
    const { root } = await temporaryProject({ ...files, 'tsconfig.json': '{ "extends": "./nothing.json" }' })
    await expect(buildHovers({ ...question, root })()).rejects.toThrow(/^tsconfig\.json: /)
  })

  test('takes the configuration that it is given', async () => {
    const { root } = await temporaryProject(files)
    const config = { pages: ['none/*.md'], tables: { 'a.md#b': () => '' } }
    expect(await buildHovers({ ...question, root, config })()).toEqual(new Map())
  })
})

test('of a name that is the same for a reader, a page has one', () => {
  const infos = [
    { signature: 'const a: A', declared: [['A', 'x.ts']] },
    { signature: 'const a: A', declared: [['A', 'y.ts']] },
    { signature: 'const b: B' },
  ] as const
  const code = { block: [0, 6, 1, 0, 1, 6, 1, 1, 2, 6, 1, 2] }
  expect(refer({ infos, code }, (name, file) => (file.endsWith('.ts') ? `/api#${name}` : undefined))).toEqual({
    infos: [{ signature: 'const a: A', reference: '/api#A' }, { signature: 'const b: B' }],
    code: { block: [0, 6, 1, 0, 1, 6, 1, 0, 2, 6, 1, 1] },
  })
})

test.for([
  ['types are switched off', { 'tangle.config.ts': "export default { pages: ['docs/*.md'], types: false }\n" }],
  [
    'the configuration names no tsconfig that is there',
    { 'tangle.config.ts': "export default { pages: ['docs/*.md'], types: { tsconfig: 'none.json' } }\n" },
  ],
] as const)('nothing is known where %s', async ([, changes]) => {
  const hovers = await collect(changes)
  expect(hovers.pages).toEqual(['docs/steps.md'])
  expect(await hovers.of('docs/steps.md')).toEqual({ infos: [], code: {} })
})

test.each(kinds)('a tsconfig that cannot be used is an error that names it (TypeScript %s)', async (_, compiler) => {
  const hovers = await collect({ 'tsconfig.json': '{ "extends": "./nothing.json" }' }, compiler)
  await expect(hovers.of('docs/steps.md')).rejects.toThrow(/^tsconfig\.json: /)
})

test('the pages of this repository show what the SDK says', async () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const hovers = new HoverCollector({ siteFolder: 'docs' }).collect(await openProject({ root }))
  const page = (await hovers.of('docs/tutorials/upload-to-chat.md'))!
  const names = read(page, 'block-upload_with_reference_initial_message')
  expect(names.map(({ info }) => info.signature)).toContain('const chatService: ChatService')
  const method = names.find(({ info }) => info.signature.includes('createAssistantMessage('))
  expect(method?.info.documentation).toMatch(/^Writes an assistant message into the chat\./)
  // Nothing of a page may lead to a place that no other computer has.
  expect(JSON.stringify(page)).not.toContain(root)
})
