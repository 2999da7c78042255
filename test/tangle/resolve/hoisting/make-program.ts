import type { Random } from './random.ts'

/** Imports, and statements that use them. */
const features: readonly (readonly [imports: readonly string[], statements: readonly string[]])[] = [
  [
    ["import { ada } from './modules/names.mjs'", "import {\n  ada,\n} from './modules/names.mjs'"],
    ['console.log(ada)', 'const a = ada\nconsole.log(a)'],
  ],
  [
    ["import { bob, greet } from './modules/names.mjs'", 'import { greet, bob } from "./modules/names.mjs"'],
    ['console.log(greet(bob))', 'for (const n of [1, 2]) {\n  console.log(n)\n  console.log(greet(bob))\n}'],
  ],
  [
    ["import { list as items } from './modules/names.mjs' // many"],
    [
      'items.forEach((item) => console.log(item))',
      'const first = items\n;[1, 0].forEach((n) => console.log(first[n]))',
    ],
  ],
  [
    ["import whole from './modules/names.mjs'", "import whole, { from } from './modules/names.mjs'"],
    [
      'console.log(whole())',
      'async function run() {\n  const w = whole()\n  await 1\n  console.log(w)\n}\nawait run()',
    ],
  ],
  [
    ["import * as names from './modules/names.mjs'"],
    ['console.log(names.ada)', 'const { Box } = names\nconsole.log(new Box().value)'],
  ],
  [
    ["import { tag } from './modules/names.mjs'"],
    ['console.log(tag`\nimport a from "b"\n\n${1}`)', 'const t = tag\n;`${console.log(typeof t)}`'],
  ],
  [
    ["import { extname } from 'node:path'", "import path, { extname } from 'node:path';"],
    ["console.log(extname('a.b'))", "/* extname */\nconsole.log(/'/.test(extname('a.c')))"],
  ],
  [["import { EOL } from 'node:os'"], ['console.log(JSON.stringify(EOL))']],
  [["import './modules/effect-one.mjs'"], ['console.log(\'import x from "y"\')']],
  [
    ["import data from './modules/data.json' with { type: 'json' }"],
    ['console.log(data.name) // data', '{\n  const { count } = data\n  console.log(count)\n}'],
  ],
  [["import { ada as émile } from './modules/names.mjs'"], ["console.log('😀', émile)"]],
]

const typed: typeof features = [
  [
    ["import type { Shape } from './modules/types.ts'", "import { type Shape } from './modules/types.ts'"],
    [
      'const shape: Shape = { sides: 2 }\nconsole.log(shape.sides)',
      'console.log(((x: Shape) => x.sides)({ sides: 7 }))',
    ],
  ],
  [
    ["import Figure, { type Size, size } from './modules/types.ts'"],
    [
      'const s: Size = size\nconsole.log(s, new Figure().sides)',
      "try {\n  console.log(new Figure().sides)\n  const big: Size = 'large'\n  console.log(big)\n} finally {\n  console.log(size)\n}",
    ],
  ],
  [
    ["// @ts-expect-error there is none\nimport { missing } from './modules/types.ts'"],
    ['export type Missing = typeof missing'],
  ],
]

const heads = [
  '',
  '',
  '#!/usr/bin/env node\n',
  '// @ts-nocheck\n',
  '/*\n * Copyright\n */\n',
  '/* Copyright */\n\n',
  "'use strict'\n",
  "'use client' // here\n\n",
  '// What it does.\n\n',
  '/// <reference path="./modules/extra.d.ts" />\n',
]

/** A program with some of everything. */
export function makeProgram(isTyped: boolean, random: Random): string {
  const all = isTyped ? [...features, ...typed] : features
  const chosen = all.filter(() => random.chance(45))
  const imports = chosen.map(([texts]) => random.pick(texts))
  const statements = chosen.flatMap(([, texts]) => [random.pick(texts)])
  const separator = () => random.pick(['\n', '\n', '\n\n'])
  const body = statements.sort(() => random.below(3) - 1)
  return `${random.pick(heads)}${imports.map((text) => `${text}\n`).join('')}${separator()}${body.map((text) => text + separator()).join('')}console.log('end')\n`
}
