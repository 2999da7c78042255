import { describe, expect, test } from 'vitest'
import { checkBlocks } from '../../../tangle/check/proof/check-blocks.ts'
import { formatLocation } from '../../../tangle/model/location.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { temporaryProject } from '../temporary-project.ts'

const fenced = (code: string) => ['```ts', ...code.split('\n'), '```'].join('\n')
const comment = (text: string, indent = '') =>
  `${indent}/**\n${text
    .split('\n')
    .map((line) => `${indent} * ${line}\n`)
    .join('')}${indent} */\n`
const example = (code: string) => comment(`@example\n${fenced(code)}`)

const files = {
  'package.json': JSON.stringify({
    name: 'mylib',
    type: 'module',
    exports: { '.': './dist/index.js', './more': './src/more.mts' },
  }),
  'src/index.ts': "export { add, type Shape } from './math.js'\nexport * from './all'\n",
  'src/math.ts': [
    `${example("import { add } from 'mylib'\nadd(1, '2')")}export function add(a: number, b: number): number {\n  return a + b\n}\n`,
    `${example('hidden.wrong')}export const hidden = 1\n`,
    `export interface Shape {\n${comment(`@example\n${fenced('add(1, 2).nothing')}\n@returns a.b(`, '    ')}    area(): number\n}\n`,
  ].join('\n'),
  'src/all/index.ts': `${comment('@example Words are no code.\n\nNone of them is.')}export const a = 1\n`,
  'src/more.mts': `${comment("@example\nimport { more } from 'mylib/more'\nmore.x\n\n@see nothing")}export const more = { y: 1 }\n${comment(`Without a tag.\n${fenced('more.z')}`)}export const less = 1\n`,
}

describe('blocks in comments', () => {
  test('of what entry points export are checked, at the lines of the source', async () => {
    const { root } = await temporaryProject(files)
    const check = async (jsdoc: boolean) => checkBlocks(await openProject({ root, config: { blocks: { jsdoc } } }))
    const { diagnostics, blocks } = await check(true)
    const found = diagnostics.map(({ message, location }) => `${location && formatLocation(location)} ${message}`)
    expect(found.sort()).toEqual([
      expect.stringMatching(/^src\/math\.ts:24:18 TS2339: Property 'nothing' does not exist on type 'number'/),
      expect.stringMatching(/^src\/math\.ts:5:11 TS2345: Argument of type 'string'/),
      expect.stringMatching(/^src\/more\.mts:12:9 TS2339: Property 'z' does not exist on type/),
      expect.stringMatching(/^src\/more\.mts:4:9 TS2339: Property 'x' does not exist on type/),
    ])
    expect(blocks).toHaveLength(4)
    expect((await check(false)).blocks).toEqual([])
  })
})
