import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { renderSchema, SCHEMA_FILE } from '../../../../scripts/config-schema.ts'
import { checkData } from '../../../../tangle/check/data/check-data.ts'
import { checkSettings } from '../../../../tangle/check/data/check-settings.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

const schema = JSON.stringify({
  $defs: { level: { enum: ['low', 'high'] } },
  type: 'object',
  properties: { level: { $ref: '#/$defs/level' }, names: { type: 'array', items: { type: 'string' } } },
  required: ['level'],
  additionalProperties: false,
})

async function check(page: string): Promise<string[]> {
  const fileSystem = new MemoryFileSystem({ 'a.md': page, 'loom.schema.json': schema })
  const found = await checkData(await openProject({ root: '/project', config: { pages: ['*.md'] }, fileSystem }))
  return found.map(({ message, hint = '', location }) => {
    const { line, column } = location?.start ?? { line: -1, column: -1 }
    return `${line + 1}:${column + 1} ${message} ${hint}`.trim()
  })
}

const block = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```', ''].join('\n')

it.each([
  [
    'a key, with what was meant',
    block('json tangle.config.json', '{', '  "exampls": { "include": [] }', '}'),
    '3:3 exampls is not a key, in tangle.config.json. Did you mean examples?',
  ],
  [
    'a value',
    block('json [tangle.config.json]', '{ "words": { "level": "eror" } }'),
    '2:14 words.level must be "warning" or "error", in tangle.config.json.',
  ],
  [
    'a missing key',
    block('jsonc title="tangle.config.json"', '// Run them.', '{ "examples": {} }'),
    '3:3 examples needs the key include, in tangle.config.json.',
  ],
  [
    'the form of a script',
    block('json', '// package.json', '{ "scripts": { "build": ["tsc"] } }'),
    '3:16 scripts.build must be a string, in package.json.',
  ],
  [
    'a schema of the project',
    block('json loom.json', '{ "$schema": "./loom.schema.json", "level": "hihg" }'),
    '2:3 $schema is not a key, in loom.json.|2:36 level must be "low" or "high", in loom.json. Did you mean high?',
  ],
  [
    'an indented block',
    `- a\n\n  ${block('yaml package.json', 'name: 1').replaceAll('\n', '\n  ')}`,
    '4:3 name must be a string, in package.json.',
  ],
  ['what is no JSON', block('json package.json', '{ "name": "a" "b" }'), '2:15 This cannot be read as package.json: '],
  ['what is no TOML', block('toml loom.toml', 'a = 1', 'b = '), '3:5 This cannot be read as loom.toml: '],
])('finds %s', async (_what, page, expected) => {
  const found = (await check(page)).join('|')
  expect(found.slice(0, expected.length)).toBe(expected)
})

it.each([
  ['a block without a file', block('json', '{ "exampls": 1 }')],
  ['what leaves something out', block('json tangle.config.json', '{ "exampls": …, ... }')],
  ['lines of a file, without what they are in', block('json package.json', '"scripts": {', '  "a": 1', '},')],
  ['an exception', block('json {check=skip reason="It is wrong."} tangle.config.json', '{ "exampls": 1 }')],
  [
    'comments and trailing commas',
    block('json package.json', '{', '  // A name.', '  "name": "a//b", /* That is all. */', '}'),
  ],
  [
    'what is right',
    block('json tangle.config.json', '{ "pages": ["docs/*.md"], "links": "relative", "types": false }'),
  ],
  ['a schema that lies elsewhere', block('json loom.json', '{ "$schema": "https://example.com/a.json", "b": 1 }')],
])('says nothing of %s', async (_what, page) => {
  expect(await check(page)).toEqual([])
})

it('uses the schema that the types of the configuration lead to: npx tsx scripts/config-schema.ts writes it', async () => {
  expect(await readFile(SCHEMA_FILE, 'utf8')).toBe(await renderSchema())
})

describe('settings in inline code', () => {
  const find = async (span: string, page = 'It is in `tangle.config.ts`.') => {
    const fileSystem = new MemoryFileSystem({ 'a.md': `${page}\n\nSet \`${span}\`.\n` })
    const found = await checkSettings(await openProject({ root: '/project', config: { pages: ['*.md'] }, fileSystem }))
    return found.map(({ message, hint = '', location }) => `${location?.start.column} ${message} ${hint}`.trim())
  }

  it.each([
    ['blocks: { jsdocs: true }', '15 blocks.jsdocs is not a key, in tangle.config.json. Did you mean jsdoc?'],
    ["links: 'relativ'", '5 links must be true or false or "relative" or an object, in tangle.config.json.'],
    ['{ words: { commands: true } }', '16 words.commands must be a list, in tangle.config.json.'],
  ])('`%s` is none', async (span, message) => {
    expect(await find(span)).toEqual([message])
    expect(await find(span, 'It is in `vite.config.ts`.')).toEqual([])
  })

  it.each([
    'blocks: { jsdoc: true }',
    "links: { ignore: ['/api/**'] }",
    'examples: { include: files }',
    'words: { commands: […] }',
    'links: LEVEL',
    'port: "no"',
    "{ blocks: false, port: 'no' }",
  ])('`%s` may be', async (span) => {
    expect(await find(span)).toEqual([])
  })
})

it('asks nothing of what a file was at some time', async () => {
  const fileSystem = new MemoryFileSystem({
    'CHANGELOG.md': block('json tangle.config.json', '{ "exampls": 1 }'),
    'loom.schema.json': schema,
  })
  const project = await openProject({ root: '/project', config: { pages: ['*.md'] }, fileSystem })
  expect(await checkData(project)).toEqual([])
})
