import { describe, expect, test } from 'vitest'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import { readSnippets } from '../../../tangle/snippets/read-snippets.ts'

function read(code: string, language = 'ts') {
  const page = parsePage({ path: 'a.md', text: `\`\`\`${language}\n${code}\n\`\`\`\n` })
  return readSnippets(page, () => true)
}

describe('what does not parse as a module', () => {
  test.each([
    ['const a = 1', 'module'],
    ['const result = await f()\nreturn result', 'function-body'],
    ['this.router = create()', 'function-body'],
    ['constructor(private a: string) {}\nget b() { return this.a }', 'class-members'],
    ['async get() {},\nport: 3000,', 'object-members'],
    ['readonly a: string\n(key: string): number\nnew (): Date', 'type-members'],
    ['{ "a": 1 },\n{ "b": 2 }', 'expression'],
    ["| 'a'\n| 'b'", 'type'],
    ['function f(a: string): void\nconst b: number', 'module'],
    ['http.get<Body>(path: string, resolver: Resolver): Handler', 'class-members'],
    ['ws.link(url: string | URL)\nawait api.close(code?: number)', 'class-members'],
    ['create<T>()(creator: Creator<T>): Store<T>', 'class-members'],
    ['{\n  retry = 3,\n  signal,\n}', 'pattern'],
    ['.link(url: string | URL): this', 'class-members'],
    ['// For this query\n.cache({ for: 3 })\n.run()', 'expression'],
    ['const a = 1\n\n// or\nb: text({\n  max: 2\n}),\nc: text(),', 'module'],
    ['f({ length: ... })\nconst g = (value) => ...\nf({ ... })', 'module'],
    ['return (\n  // ...\n)', 'function-body'],
    ['const a = { b: /* ... */ }\nlet c: /* any one */;', 'module'],
    ["const a = 1\n\nb(c, d) {\n  c.e = ')'\n}", 'module'],
    ['export type A = { b?: 1 }\n\nc<D extends E>(\n  d: D,\n): (e: F) => void;', 'module'],
    ['function a({\n  // One\n  b: string,\n  c?: Record<string, D | E>,\n})', 'module'],
    ['const a = {\n  b: /* ... */ // focus\n}', 'module'],
    ['const a = <A b={/* ... */} // focus\n/>', 'module'],
    ['export function read<\n  const a extends string,\n  b = a,\n>', 'module'],
    ['interface A {\n  b: this extends /* c */ ? /* d */ : never\n}', 'module'],
    ['function delete(path: string): Promise<void>', 'module'],
    ['async function import<T>(id: string): Promise<T>', 'module'],
    ['const a = round(value, precision?)', 'module'],
    ['export interface A<B extends {\n  c: infer D;\n}> extends E', 'module'],
    ["// One\n@Column('int')\n\n// Two\n@Entity({\n  name: 'a',\n})", 'module'],
    ['// Before\n{ a: { b: 1, c: 2 } }\n\n// After\n{ a: 2 }', 'expression'],
    ["{\n  a: ['b'],\n  'c.d': ['e'],\n};", 'expression'],
    ["const a = f()\n\n// it returns:\n{\n  a: ['b'],\n  c: { d: 1 },\n}", 'module'],
    ['// Bounds\nA extends B | C // for one\nD extends E<F>\n', 'type-parameters'],
    ['const A extends string', 'type-parameters'],
    ["f(\n  '/a(',\n  g((b) => {\n    return b\n  }),\n  //...", 'module'],
    ['f({\n  a: 1,\n  b: [2,\n  ...', 'module'],
    ['f(...)\n  .g<string>()\n  .h(..., () => 1)', 'module'],
    ["import { a } from 'b' // c\n\n@D(a)\ne?: string;", 'class-members'],
    ["import { a } from 'b'\n\nc: {\n  d: [a],\n},", 'object-members'],
    ['interface A {\n  .\n  .\n  .\n}\nconst a = {\n  ⋮\n}', 'module'],
    ['A.b<C, D>(\n  c: D<C>,\n): E<C, D> { ... }', 'class-members'],
    ['A.b(c?: string, ...): D { ... }\nA.c(d: D): void', 'class-members'],
    // Members of a class between statements,
    ['const a = 1\n\nreadonly b = inject(() => ({\n  a,\n}))\n\n@State() private c: D = this.b\n', 'function-body'],
    ["import { A } from 'a'\n\nconst b = 1\n\n@tracked c: A = {}\nprotected async render() {}", 'module'],
    // references as TypeDoc writes them,
    ['readonly optional a: string | (b) => C;', 'class-members'],
    ['a:\n  | B<C>\n  | () => B<C>\n  | undefined;', 'class-members'],
    ['type A<B, C>', 'module'],
    // elements up to the end of their attributes, and names that everybody chooses,
    ['<td\n  a={b() > 1}\n  c="d"\n>', 'module'],
    ['interface A {\n  <BINDING_NAME>: B\n}\nfunction c(a: A) {\n  return d(a.<BINDING_NAME>)\n}', 'module'],
    // and dots in places that need something.
    ["import { ..., type A } from 'a'\nconst b = c({ ..., d: 1 })", 'module'],
    ['const a = await b.c(...)...', 'module'],
    ['const a = () => (\n  ...\n)\nconst b = <A b={...} c={(d) => ...} />', 'module'],
    ["import { a } from 'a'\n\n// One\ncase 'b': {\n  a()\n}", 'cases'],
    ['declare class A extends B;\n\nabstract class C\n\nenum D', 'module'],
  ])('%j is read as %s', (code, form) => {
    expect(read(code).snippets.map((snippet) => snippet.form)).toEqual([form])
  })

  test.each([
    ['const a = ;', 'Unexpected token', 0, 10],
    ['const x = 1\nsome words here', 'Expected a semicolon', 1, 4],
    ['f({ ... })\nconst a = [1', 'Expected', 1, 12],
    ['interface A extends\n\nconst a = ;', 'Unexpected token', 2, 0],
    // Whoever looks for an element behind comments must not try each way of ending them.
    [`${'/**/'.repeat(60)} const a = ;`, 'Unexpected token', 0, 251],
  ])('%j is no code, and says where', (code, message, line, column) => {
    const [found] = read(code).unreadable
    expect(found).toMatchObject({ message: expect.stringContaining(message), line, column })
  })

  test('says where in a long text as well', () => {
    const [found] = read(`interface A${'\nb'.repeat(20_000)}`).unreadable
    expect(found).toMatchObject({ message: expect.stringContaining('Expected'), line: 1, column: 0 })
  })
})

test('declarations without values may stand in a block for elements', () => {
  const { snippets } = read('const A: Component<Props>;\nfunction b(): void', 'tsx')
  expect(snippets.map(({ form, isAmbient }) => [form, isAmbient])).toEqual([['module', true]])
})

test('elements of JSX may stand under each other, with comments between them', () => {
  const { snippets } = read('// One\n<A to="/a" />\n\n/* Two */\n<B ... />\n', 'tsx')
  expect(snippets.map(({ form, names }) => [form, ...names.free.keys()])).toEqual([['elements', 'A', 'B']])
})

describe('what is no code', () => {
  test.each([
    ['old() // [!code --]\nfresh() // [!code ++]', 'fresh'],
    ['a(\n  ...\n)', 'a'],
    ['#!/usr/bin/env node\na()', 'a'],
    ['f(...)\ng({ ... })\nh([…])', 'f g h'],
    ['const schema = /* ... */\nuse(schema)', 'use'],
    ['a() // ^?\n//  ^?\n// ---cut---\nb()', 'a b'],
  ])('%j uses %s', (code, names) => {
    const [snippet] = read(code).snippets
    expect([...(snippet?.names.free.keys() ?? [])].join(' ')).toBe(names)
  })

  test('keeps every column', () => {
    const [snippet] = read('  old() // [!code --]\n  fresh()').snippets
    expect(snippet?.code.text.split('\n')[1]?.indexOf('fresh')).toBe(2)
  })

  test('an element of JSX makes it tsx, whatever the page calls it', () => {
    expect(read('const a = <div />').snippets[0]?.language).toBe('tsx')
    expect(read('const a = <T>b').snippets[0]?.language).toBe('ts')
  })
})

describe('two ways under each other', () => {
  test.each([
    ['const a = 1\n\nconst a = 2', ['a', 'a']],
    ["import { x } from 'y'\nconst a = x\n// or\nconst a = x.b", ['x a', 'x a']],
    ['export default 1\nexport default 2', ['', '']],
    ["import a from 'b'\nimport { a } from 'b'", ['a', 'a']],
  ])('%j are checked apart', (code, declared) => {
    const { snippets } = read(code)
    expect(snippets.map(({ names }) => [...names.declared.keys()].join(' '))).toEqual(declared)
  })

  test.each([
    'function f(a: string): void\nfunction f(a: number): void\nfunction f(a: unknown) {}',
    'interface A { b: 1 }\ninterface A { c: 2 }',
    'type A = typeof A\nconst A = {}',
    'function f() {}\nnamespace f { export const a = 1 }',
    'var a = 1\n{ let a = 2 }',
  ])('%j is one way', (code) => {
    expect(read(code).snippets).toHaveLength(1)
  })
})

describe('what would be too much for a parser', () => {
  const much = 20_000
  test.each([
    ['brackets', '('.repeat(much) + ')'.repeat(much)],
    ['objects', `const a = ${'{a:'.repeat(much)}1${'}'.repeat(much)}`],
    ['functions', `${'() => '.repeat(much)}1`],
    ['conditions', `${'if (a)\n'.repeat(much)}b`],
    ['types', `type A = ${'keyof '.repeat(much)}B`],
    ['assignments', `${'a = '.repeat(much)}b`],
    ['members', `a${'.b'.repeat(much)}`],
    ['sums', `${'1 + '.repeat(much)}1`],
    ['powers', `a${'**a'.repeat(much)}`],
    ['negations', `${'!'.repeat(much)}a`],
  ])('%s are told of, and end no process', (_, code) => {
    expect(read(code).unreadable).toMatchObject([{ message: expect.stringContaining('too deeply') }])
  })

  test.each([
    ['statements', 'const a = { b: [1, 2], c: (d: string) => d ? 1 : 2 }\n'.repeat(400)],
    ['names', Array.from({ length: 2_000 }, (_, at) => `x${at}`).join('\n')],
    ['dots', '...\n'.repeat(2_000)],
  ])('many %s are not', (_, code) => {
    expect(read(code).unreadable).toEqual([])
  })
})

test('files of one block are modules of their own', () => {
  const { snippets } = read('// @filename: a.ts\nexport const a = 1\n// @filename: b.ts\nimport { a } from "./a"')
  expect(snippets.map(({ file }) => file)).toEqual(['a.ts', 'b.ts'])
})
