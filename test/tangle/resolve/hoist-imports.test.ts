import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/project/tangle-pages.ts'
import { tanglePages as tangleWithoutParser } from '../../../tangle/resolve/tangle-pages.ts'

/** A target of a first block and of one more. */
function pageOf(file: string, first: string, second: string) {
  const text = `\`\`\`ts {file=${file}}\n${first}\n<<more>>\n\`\`\`\n\n\`\`\`ts {#more}\n${second}\n\`\`\`\n`
  return [{ path: 'a.md', text }]
}

function hoist(file: string, first: string, second: string) {
  const { targets, diagnostics } = tanglePages(pageOf(file, first, second))
  return { text: targets[0]?.text, diagnostics }
}

const lines = (...texts: string[]) => texts.join('\n')
const use = "import { x } from 'x'"

describe('imports that move', () => {
  it.each([
    [
      'a licence that a statement touches',
      'a.ts',
      lines('/*', 'Copyright', '*/', 'f()'),
      lines('/*', 'Copyright', '*/', use, '', 'f()', 'x()'),
    ],
    ['a pragma', 'a.tsx', lines('// @jsx h', 'f()'), lines('// @jsx h', use, '', 'f()', 'x()')],
    [
      'a comment about the first statement',
      'a.ts',
      lines('// Does f.', 'f()'),
      lines(use, '', '// Does f.', 'f()', 'x()'),
    ],
    [
      'a comment about the file',
      'a.ts',
      lines('// A file.', '', 'f()'),
      lines('// A file.', '', use, '', 'f()', 'x()'),
    ],
    [
      'a reference',
      'a.ts',
      lines('/// <reference path="b" />', 'f()'),
      lines('/// <reference path="b" />', use, '', 'f()', 'x()'),
    ],
    ['a directive with more in its line', 'a.ts', "'use client'; f()", lines("'use client';", use, '', 'f()', 'x()')],
    [
      'a shebang',
      'a.mjs',
      lines('#!/usr/bin/env node', 'f()'),
      lines('#!/usr/bin/env node', '', use, '', 'f()', 'x()'),
    ],
    ['no head', 'a.ts', 'f()', lines(use, '', 'f()', 'x()')],
  ])('go below %s', (_, file, first, text) => {
    expect(hoist(file, first, lines(use, 'x()'))).toEqual({ text: `${text}\n`, diagnostics: [] })
  })

  it.each([
    ['functions', 'function f() {', lines(use, 'x() }'), lines(use, '', 'function f() {', 'x() }')],
    [
      'their comments',
      'f()',
      lines('// @ts-expect-error', `${use} // keep`, 'x()'),
      lines('// @ts-expect-error', `${use} // keep`, '', 'f()', 'x()'),
    ],
    [
      'semicolons of later lines',
      'const a = b',
      lines(use, '', ';[x].map(f)'),
      lines(use, '', 'const a = b', '', ';[x].map(f)'),
    ],
    ['line ends that they made', 'const a = b', lines(use, '[x].map(f)'), lines(use, '', 'const a = b', ';[x].map(f)')],
    [
      'the comments of their names',
      lines("import { y /* why */ } from 'x'", 'y()'),
      lines('import {', '  // how', '  x,', "} from 'x'", 'x()'),
      lines('import {', '  y, /* why */', '  // how', '  x,', "} from 'x'", '', 'y()', 'x()'),
    ],
    [
      'what a comment guards',
      lines("import { y } from 'x'", 'y()'),
      lines('// @ts-ignore', use, 'x()'),
      lines("import { y } from 'x'", '// @ts-ignore', use, '', 'y()', 'x()'),
    ],
    [
      'what a comment guards that speaks of a licence, with empty lines and comments between',
      'f()',
      lines('// @ts-expect-error no types of the licence', '// yet', '', use, 'x()'),
      lines('// @ts-expect-error no types of the licence', '// yet', '', use, '', 'f()', 'x()'),
    ],
    [
      'the lines of an import that is guarded',
      lines('// @ts-ignore', 'import {', '  y,', '  z,', "} from 'x'", 'y()'),
      lines('import {', '  x,', '  // @ts-ignore', "} from 'x'", 'x()'),
      lines(
        ...['// @ts-ignore', 'import {', '  y,', '  z,', "} from 'x'", 'import {', '  x,', '  // @ts-ignore'],
        ...["} from 'x'", '', 'y()', 'x()'],
      ),
    ],
    [
      'the order in which modules are evaluated, which types do not change',
      lines("import type { T } from 'x'", "import { y } from 'y'", 'y as T'),
      lines(use, 'x()'),
      lines("import { y } from 'y'", "import { type T, x } from 'x'", '', 'y as T', 'x()'),
    ],
    [
      'a default that is written in a list',
      lines("import { default as y, z } from 'x'", 'y(z)'),
      lines(use, 'x()'),
      lines("import y, { z, x } from 'x'", '', 'y(z)', 'x()'),
    ],
    [
      'attributes that say the same',
      lines("import x from 'x' with { type: 'json' }", 'f(x)'),
      lines('import x from "x" with { "type": "json", }', 'f(x)'),
      lines("import x from 'x' with { type: 'json' }", '', 'f(x)', 'f(x)'),
    ],
    [
      'attributes',
      lines("import a from 'x' with { type: 'json' }", 'f(a)'),
      lines("import { x } from 'x'", 'x()'),
      lines("import a from 'x' with { type: 'json' }", use, '', 'f(a)', 'x()'),
    ],
    [
      'the order in which modules are evaluated',
      lines("import y from 'y'", "export * from 'a' // all", "export type { T } from 't'", 'y()'),
      lines("export { b } from 'b'", "import c from 'y'", use, "export { d } from 'd'", 'x(c)'),
      lines(
        ...["import c from 'y'", "import y from 'y'", "export * from 'a' // all", "export { b } from 'b'", use, ''],
        ...["export type { T } from 't'", 'y()', "export { d } from 'd'", 'x(c)'],
      ),
    ],
  ])('keep %s', (_, first, second, text) => {
    expect(hoist('a.ts', first, second)).toEqual({ text: `${text}\n`, diagnostics: [] })
  })

  it.each([
    ['a name that a comment mentions', 'a.ts', '// See x.', use, lines('// See x.', use, '', '', '')],
    ['the effect of a module, in JavaScript', 'a.mjs', 'f()', use, lines("import 'x'", '', 'f()')],
    ['that it is a module', 'a.ts', 'f()', use, lines('export {}', '', 'f()')],
    ['no module that is one anyway', 'a.ts', 'export const a = 1', use, 'export const a = 1'],
    ['no module that exports one thing', 'a.cts', 'export = f', use, 'export = f'],
    [
      'the factory of JSX',
      'a.tsx',
      'f(<p></p>)',
      "import React from 'x'",
      lines("import React from 'x'", '', 'f(<p></p>)'),
    ],
    [
      'the factory of JSX that a tsconfig names',
      'a.tsx',
      'f(<p></p>)',
      "import { createElement } from 'x'",
      lines("import { createElement } from 'x'", '', 'f(<p></p>)'),
    ],
    [
      'what may be a factory, and no component that nothing uses',
      'a.tsx',
      'f(<p></p>)',
      lines("import Solid from 'x'", "import { e, Foo } from 'y'", "import type props from 'z'"),
      lines("import Solid from 'x'", "import { e } from 'y'", '', 'f(<p></p>)'),
    ],
    [
      'a comment that ends a stretch of lines',
      'a.ts',
      lines('g()', '/* v8 ignore start */', 'f()', '/* v8 ignore stop */'),
      lines(use, 'x()'),
      lines(use, '', 'g()', '/* v8 ignore start */', 'f()', '/* v8 ignore stop */', 'x()'),
    ],
  ])('leave %s', (_, file, first, second, text) => {
    const hoisted = hoist(file, first, second)
    expect({ ...hoisted, text: hoisted.text?.trimEnd() }).toEqual({ text: text.trimEnd(), diagnostics: [] })
  })

  it.each([
    ['declarations', 'a.d.ts', 'declare const a: 1', use],
    ['the body of a module', 'a.ts', "export {}\ndeclare module 'y' {", `${use}\n}`],
    ['text between tags', 'a.tsx', 'f(<pre>', `${use}\n</pre>)`],
    ['templates', 'a.ts', 'f(`', `${use}\n\`)`],
    ['imports of CommonJS', 'a.cts', 'f()', "import x = require('x')\nx()"],
    [
      'imports in order, with what is exported from modules',
      'a.ts',
      "import y from 'y'\nexport * from 'z'",
      `${use}\ny(x)`,
    ],
  ])('are none in %s', (_, file, first, second) => {
    expect(hoist(file, first, second)).toEqual({ text: `${first}\n${second}\n`, diagnostics: [] })
  })
})

describe('a target that does not parse', () => {
  it('stays as it is, and says where it ceases to be a program', () => {
    const { text, diagnostics } = hoist('a.ts', 'const a = )', use)
    expect(text).toBe(`const a = )\n${use}\n`)
    expect(diagnostics).toMatchObject([
      { code: 'unparsed-imports', severity: 'warning', location: { file: 'a.md', start: { line: 1, column: 10 } } },
    ])
  })

  it('says nothing where no import would move', () => {
    expect(hoist('a.ts', use, 'x(').diagnostics).toEqual([])
    expect(hoist('a.ts', 'const a = (', '// no import').diagnostics).toEqual([])
  })

  it.each(['(', '[', '{', '!', 'a => ', 'a = ', 'a ? b : ', '`${', 'if (a) '])(
    'ends no process, however often it says %s',
    (part) => {
      const { diagnostics } = hoist('a.ts', part.repeat(100_000), use)
      expect(diagnostics).toMatchObject([{ code: 'unparsed-imports' }])
    },
  )
})

it('moves none where no parser is handed in', () => {
  const { targets, diagnostics } = tangleWithoutParser(pageOf('a.ts', 'f()', use))
  expect([targets[0]?.text, diagnostics]).toEqual([`f()\n${use}\n`, []])
})
