import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format as nodeFormat, inspect as nodeInspect } from 'node:util'
import { afterAll, expect, test, vi } from 'vitest'
import { format } from '../../../tangle/weave/client/worker/format.ts'
import { inspect } from '../../../tangle/weave/client/worker/inspect.ts'
import { formatTable } from '../../../tangle/weave/client/worker/node-table.ts'
import { WatchedProxy } from '../../../tangle/weave/client/worker/proxies.ts'

vi.stubGlobal('Proxy', WatchedProxy)
afterAll(() => vi.unstubAllGlobals())

class Point {
  readonly x = 1
  readonly y = -0
}

class Words extends Array<string> {}

const circular: Record<string, unknown> = { name: 'a' }
circular.self = circular
circular.list = [circular]

const long: unknown[] = []
long[1000] = 1

const values: readonly unknown[] = [
  // biome-ignore lint/suspicious/noSparseArray: what is missing is what is tested.
  ...[[1, , , 3, ,], [, 1], new Array(3), Object.assign([1, , 2], { extra: 1 }), long, { list: [, ,] }],
  ...[new URL('https://a:b@example.com:8080/p?q=1#h'), [new URL('file:///a')]],
  ...[new URLSearchParams('a=1&b=2'), new URLSearchParams(), new Headers({ a: 'b', 'c-d': 'e' })],
  ...[
    new Proxy({ a: 1 }, { get: () => 2 }),
    new Proxy([1], {}),
    new Proxy(function f() {}, {}),
    { inside: new Proxy({}, {}) },
  ],
  ...[Object(3), Object('abc'), Object(false), Object(Symbol('x')), Object(3n), Object(-0)],
  ...[new WeakMap(), new WeakSet(), new Promise(() => {}), new ArrayBuffer(4), new ArrayBuffer(60)],
  ...[(function* words() {})(), Math, JSON, class extends Point {}, class Named extends Array {}],
  new (class {
    get [Symbol.toStringTag]() {
      return 'tagged'
    }
  })(),
  ...['text', "it's", `"it's"`, 'two\nlines', '', 'a\\b\ttab'],
  ...[1, -0, 1.5, Number.NaN, 12n, true, null, undefined, Symbol('s')],
  [],
  {},
  [1, 'a', [true, [null, [undefined, [1]]]]],
  { a: 1, 'b-c': 'x', 2: { d: { e: { f: 1 } } }, [Symbol('k')]: [1] },
  { deep: { deeper: { deepest: { bottom: 1 } } }, list: [[[[1]]]] },
  Array.from({ length: 7 }, (_, at) => at * 100),
  Array.from({ length: 30 }, (_, at) => `word${at}`),
  Array.from({ length: 120 }, (_, at) => at),
  Array.from({ length: 8 }, (_, at) => ({ at })),
  new Uint8Array([1, 2, 3]),
  new Uint8Array(200),
  new Map<unknown, unknown>([
    ['a', 1],
    [{ b: 1 }, [2]],
  ]),
  new Map(),
  new Set(['a', { b: 1 }]),
  new Date(0),
  new Date(Number.NaN),
  /a+b/g,
  new Point(),
  Words.from(['a', 'b']),
  Object.assign(Object.create(null), { a: 1 }),
  function named() {},
  () => {},
  async () => {},
  Point,
  class {},
  Object.assign(() => {}, { extra: 1 }),
  circular,
  {
    get a() {
      return 1
    },
    set b(_: number) {},
    c: () => {},
  },
  { text: 'a rather long text that does not fit in what is left of a line of eighty characters', more: 1 },
  { text: 'line one of a text that is long\nline two of a text that is long\nline three of it, which is long' },
  { id: 'msg_1', role: 'ASSISTANT', text: 'Hello', references: [], createdAt: '2025-01-15T09:00:00.000Z' },
  [
    { name: 'one', value: 1 },
    { name: 'two', value: 2 },
    { name: 'three', value: 3 },
    { name: 'four', value: 4 },
  ],
  { nested: { list: ['alpha', 'beta', 'gamma'], map: new Map([['k', { v: 1 }]]) }, other: 'text' },
]

test.for(values.map((value, at) => [`${at}: ${String(nodeInspect(value)).slice(0, 40)}`, value] as const))(
  'looks as in Node: %s',
  ([, value]) => {
    // Newer ones leave out the brackets around a symbol that is a key, and have some around what a buffer is long. Node 26
    // says of a proxy that it is one.
    const usual = nodeInspect(value)
      .replace('[byteLength]', 'byteLength')
      .replace(/Proxy\(((?:[^()]|\([^()]*\))*)\)/, '$1')
    expect(inspect(value)).toBe(usual.replace(/(?<!\[)(Symbol\(k\)): /, '[$1]: '))
  },
)

test.for([
  [['a', 1, { b: 2 }]],
  [['%s is %d years, %i, %f', 'Ann', 42.5, 42.5, '1.5', 'more']],
  [['%j %o', { a: 1 }]],
  [['100%', 1]],
  [['%% and %s']],
  [['%c styled', 'color: red']],
  [[{ a: 'b' }, 'text', null]],
  [['']],
  [[]],
] as const)('puts arguments together as Node: %j', ([values]) => {
  expect(format(values)).toBe(nodeFormat(...values))
})

test('an error is its own line and those of the program, not those of the page', () => {
  const error = Object.assign(new TypeError('No.'), { code: 'E1' })
  error.stack = 'TypeError: No.\n    at inner (https://example.com/assets/worker.js:1:2)'
  expect(inspect(error)).toBe("[TypeError: No.] { code: 'E1' }")
})

/** What Node prints. */
function nodeTable(...values: [data: unknown, columns?: readonly string[]]): string {
  let printed = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      printed += chunk
      done()
    },
  })
  new Console({ stdout }).table(...values)
  return printed
}

test.each<[unknown, string[]?]>([
  [
    [
      { a: 1, b: 'x' },
      { a: 2, c: { d: 1 } },
    ],
  ],
  [[1, 'two', null]],
  [[[1, 2], [3]]],
  [{ a: { x: [1, 2, 3, 4, 5], y: { z: { deep: 1 } } }, b: 3 }],
  [[{ large: { a: 1, b: 2, c: 3 } }]],
  [[{ a: 1, b: 2 }], ['b', 'none']],
  [
    new Map<unknown, unknown>([
      ['a', 1],
      ['b', { c: 1 }],
    ]),
  ],
  [new Set(['a', 'b'])],
  [[]],
])('prints a table as Node does: %j', (data, columns) => {
  expect(`${formatTable(data, columns)}\n`).toBe(nodeTable(data, columns))
})
