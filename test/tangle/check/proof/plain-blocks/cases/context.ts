import { ts } from '../../check-pages.ts'
import type { PageCase } from './page-case.ts'

/** Blocks that use what other blocks and pages declare. */
export const context: readonly PageCase[] = [
  [
    'an earlier block declares',
    `${ts('const known = { a: 1 }')}\n${ts('known.a.toFixed()')}`,
    [],
    'complete with-context',
  ],
  [
    'an error that only the context has belongs to the context',
    `${ts('export const wrong: string = 1')}\n${ts('wrong.trim()')}`,
    ['2:14 type-error TS2322'],
    'mistaken with-context',
  ],
  [
    'a block that declares the same name is no context',
    `${ts('const first = 1\nconst other = 2')}\n${ts('const first = "a"\nfirst.trim() + other')}`,
    [],
    'complete incomplete',
  ],
  [
    'of two blocks the nearest one counts',
    `${ts('const value = 1')}\n${ts('const value = "a"')}\n${ts('value.trim()')}`,
    [],
    'complete complete with-context',
  ],
  [
    'code groups are alternatives',
    `::: code-group\n${ts('const app = 1', 'ts [a]')}\n${ts('app.x', 'ts [b]')}:::\n`,
    [],
    'complete incomplete',
  ],
  [
    'a declaration that is shown by its head, and used',
    `${ts('export interface Options<T> extends Base')}\n${ts('const a: Options<string> = { b: 1 }\na.c.toFixed()')}`,
    [],
    'incomplete incomplete',
  ],
  [
    'a class of which methods are left out',
    `${ts('interface A { b(): void }\nfunction use(a: A) {}\nclass C implements A {\n  // ... methods of before\n  c() {\n    use(this)\n  }\n}')}\n${ts('use(new C(1))\nconst text: string = 1')}`,
    ['14:7 type-error TS2322'],
    'complete mistaken',
  ],
  [
    'a name of the language that an example above takes',
    `## A\n\n${ts('const isNaN = 1')}\n## B\n\n${ts('isNaN(1)')}`,
    [],
    'complete complete',
  ],
  [
    'lines that a block includes are checked where they stand',
    `${ts('const a: string = 1\n// - part\nconst b = 1', 'twoslash include base')}\n${ts('// @include: base\na + b', 'ts twoslash')}\n${ts('// @include: base-part\nb()', 'ts twoslash')}`,
    ['2:7 type-error TS2322'],
    'mistaken mistaken',
  ],
  [
    'a parameter of the same name is meant, not what another block imports',
    `${ts("import * as fs from 'node:fs'\nfs.statSync('a')")}\n${ts('fs.go()')}\n${ts('const f = (fs: any) => fs')}`,
    [],
    'complete with-context complete',
  ],
  [
    'elements in the context do not make one of type parameters',
    `${ts('const b = <p />', 'tsx')}\n${ts('const f = <T>(a: T) => {\n  if (a) throw b\n}', 'tsx')}`,
    [],
    'not-installed incomplete',
  ],
  [
    'what another section of the page made up is not called, where pages import the name',
    `## A\n\n${ts("import { join as setUp } from 'node:path'\nsetUp('a')")}\n## B\n\n${ts('const setUp = () => 1')}\n${ts('setUp(1)')}\n## C\n\n${ts("setUp('a')")}`,
    ['15:7 type-error TS2554'],
    'complete complete mistaken with-context',
  ],
  [
    'of two imports of a name, another section may mean either',
    `## A\n\n${ts("import { join as plugin } from 'node:path'\nplugin('a')")}\n${ts("import * as plugin from 'node:path'\nplugin.join(1)")}\n## B\n\n${ts('plugin({})')}`,
    ['10:13 type-error TS2345'],
    'complete mistaken with-context',
  ],
  [
    'another section made up something of another kind',
    `## A\n\n${ts('const Book = { a: 1 }\nnew Book()')}\n## B\n\n${ts('new Book()')}`,
    ['5:5 type-error TS2351'],
    'mistaken with-context',
  ],
  [
    'what another section was made of',
    `## A\n\n${ts('declare class Made<T> { a: T; b: keyof T }\nconst api = new Made<{ first: 1 }>()\napi.c')}\n## B\n\n${ts('api.c')}`,
    ['6:5 type-error TS2339'],
    'mistaken with-context',
  ],
  [
    '`declare global` reaches what is below',
    `${ts('declare global { var shared: { a: 1 } }')}\n${ts('shared.b')}`,
    ['6:8 type-error TS2339'],
    'complete mistaken',
  ],
  [
    'a block in a target is context, and not checked twice',
    `${ts('const used = 1', 'ts {file=a/b.ts}')}\n${ts('used.toFixed()')}`,
    [],
    'with-context',
  ],
  [
    'a hidden block is context, wherever it stands',
    `${ts('below.toFixed()')}\n<!--\n${ts('const below = 1')}-->\n`,
    [],
    'with-context complete',
  ],
  [
    'two ways to add to an interface of somebody else',
    `${ts("declare module 'node:path' { interface ParsedPath { own: string } }")}\n${ts("declare module 'node:path' { interface ParsedPath { own: number } }")}`,
    [],
    'complete complete',
  ],
  [
    'a text for what an example of another section has is of another example, unless it is like one',
    `# a\n\n${ts("const form = { set(name: 'first' | 'last') {} }")}\n# b\n\n${ts("form.set('country')\nform.set('lats')")}`,
    ['11:10 type-error TS2345'],
    'complete mistaken',
  ],
  [
    'a call that a page shows as a whole is shown in part further down',
    `${ts('function provider(options: { login: string; consent: string; scopes?: string[] }) {}\nprovider({ login: "/a", consent: "/b" })')}\n${ts('provider({ scopes: [] })')}\n${ts('provider({ scope: [] })')}`,
    ['11:12 type-error TS2561'],
    'complete with-context mistaken',
  ],
  [
    'but nothing is passed over that no call on the page has',
    `${ts('function provider(options: { login: string; consent: string }) {}\nprovider({ login: "/a", consent: "/b" })')}\n${ts('function other(options: { key: string; at?: 1 }) {}\nother({ at: 1 })')}`,
    ['8:7 type-error TS2345'],
    'complete mistaken',
  ],
  [
    'tabs go on from tabs of their name, and what follows from the first one',
    `::: code-group\n${ts("import { posix as path } from 'node:path'\nconst first = 1", 'ts [All]')}${ts("import { posix as path } from 'node:querystring'\nconst first = 'a'", 'ts [Mini]')}:::\n\n${ts('first.toFixed()')}\n::: code-group\n${ts('first.toFixed()', 'ts [All]')}${ts('first.trim()', 'ts [Mini]')}:::\n`,
    ['7:10 type-error TS2305'],
    'complete mistaken with-context with-context with-context',
  ],
  [
    'comments may hold tabs together, with headings as their titles',
    `<!-- ::start:framework -->\n\n# A\n\n${ts('const value = 1')}\n# B\n\n${ts("const value = 'a'")}\n<!-- ::end:framework -->\n\n${ts('value.toFixed()')}`,
    [],
    'complete complete with-context',
  ],
  [
    'a block may use what the page adds to a module further down',
    `${ts("import { parse } from 'node:path'\nparse('a').own\nparse('a').owned")}\n${ts("declare module 'node:path' { interface ParsedPath { own: string } }")}`,
    ['4:12 type-error TS2339'],
    'mistaken complete',
  ],
  [
    'a class may be shown without a member that another block shows',
    `${ts('class Cats {\n  constructor(private readonly store: string[]) {}\n}')}\n${ts('class Cats {\n  all() {\n    return this.store.concat(this.stock)\n  }\n}')}`,
    ['10:35 type-error TS2339'],
    'complete mistaken',
  ],
  [
    'a page may import something by the name of a global',
    ts("import { BroadcastChannel } from 'is-not-there'\nnew BroadcastChannel().custom()"),
    [],
    'not-installed',
  ],
  [
    'a block may mean what another page imports by the name of a global',
    ts('function show(channel: BroadcastChannel) {\n  channel.custom()\n}'),
    [],
    'complete',
  ],
  [
    'nothing is known of what is given to a chain that goes on from something',
    `${ts('declare function when<T>(is: (one: T) => boolean): T')}\n${ts('.with({ a: when((one) => one + 2000 < Date.now()) })')}`,
    [],
    'complete with-context',
  ],
  [
    'nothing is known of a type that is made of a file of the example',
    ts(
      "import { Book } from './book.js'\ntype Loaded<T> = T & { isLoaded: true }\ndeclare function find<T extends object>(of: new () => T): Promise<Loaded<T>>\nconst book = await find(Book)\nbook.title = book.isLoaded",
    ),
    [],
    'complete',
  ],
  [
    'a function that another block imports is not meant where its name is that of an object',
    `${ts("import { join } from 'node:path'\njoin('a')")}\n${ts('load(join.rootFolder)\njoin(1)')}`,
    ['8:6 type-error TS2345'],
    'complete mistaken',
  ],
]
