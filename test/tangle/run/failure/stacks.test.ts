import { collectExamples, formatLocation } from '@parley/tangle'
import { describe, expect, it } from 'vitest'
import { withMissingPrograms } from '../../../../tangle/run/example/find-programs.ts'
import { describeDiagnostic, openPages, runners, runPages, runProgram } from '../run-pages.ts'

async function failureOf(lines: readonly string[], options: Parameters<typeof runProgram>[1] = {}) {
  const { diagnostics } = await runProgram(lines, options)
  expect(diagnostics).toHaveLength(1)
  const [diagnostic] = diagnostics
  if (!diagnostic) throw new Error('It did not fail.')
  const related = (diagnostic.related ?? []).map(({ message, location }) => `${formatLocation(location)} ${message}`)
  return { said: describeDiagnostic(diagnostic), related, detail: diagnostic.detail ?? '', hint: diagnostic.hint }
}

describe.concurrent('an import that nothing fulfils', () => {
  const lib = '```js {file=out/lib.mjs check=skip reason="no program"}\nexport const one = 1\n```'
  const missing = 'Error [ERR_MODULE_NOT_FOUND]: Cannot find'
  const unexported = "SyntaxError: The requested module './lib.mjs' does not provide an export named 'nothing'"
  it.each([
    // Node says neither line nor column of these.
    ['out/x.ts', ['const a = 1', "import b from 'no-such-package'", 'console.log(a, b)'], `5:15 ${missing} package`],
    ['out/x.mjs', ['const a = 1', "import 'no-such-package/part'", 'console.log(a)'], `5:8 ${missing} package`],
    ['out/x.mts', ['', "export { b } from './nowhere.mjs'"], `5:10 ${missing} module`],
    ['out/x.mjs', ['', "await import('./nowhere.mjs')"], `5:14 ${missing} module`],
    ['out/x.mjs', ['import {', '  one,', '  nothing,', "} from './lib.mjs'", 'one(nothing)'], `6:3 ${unexported}`],
    ['out/x.ts', ["import { nothing } from './lib.mjs'", 'console.log(nothing)'], `4:10 ${unexported}`],
    // Of these it does.
    ['out/x.cjs', ['', "  require('no-such-package')"], "5:3 Error: Cannot find module 'no-such-package'"],
    ['out/x.cts', ['', "  require('./nowhere')"], "5:3 Error: Cannot find module './nowhere'"],
  ])('is found in %s: %j', async (path, lines, expected) => {
    const { said } = await failureOf(lines, { path, after: lib })
    const [place, ...reason] = expected.split(' ')
    expect(said).toContain(`a.md:${place} example-failed x ended with status 1: ${reason.join(' ')}`)
  })
})

describe.concurrent('what cannot be read', () => {
  it.each([
    ['out/x.ts', 'x cannot be compiled: Unexpected "="', '5:11'],
    ['out/x.cts', 'x cannot be compiled: Unexpected "="', '5:11'],
    ['out/x.mjs', "x ended with status 1: SyntaxError: Unexpected token '='", '5:11'],
    ['out/x.cjs', "x ended with status 1: SyntaxError: Unexpected token '='", '5:11'],
  ])('is found in %s', async (path, message, place) => {
    const { said, related } = await failureOf(['const a = 1', 'const b = = 2'], { path })
    expect(said).toBe(`a.md:${place} example-failed ${message}`)
    expect(related).toEqual([`${path}:2:11 in the generated file`])
  })

  it('is found in a module that says nowhere what it is', async () => {
    const after = '```js {file=out/lib.js check=skip reason="no program"}\nconst ok = 1\nconst b = = 2\n```'
    const { said } = await failureOf(["import './lib.js'"], { path: 'out/x.mjs', after })
    expect(said).toBe("a.md:8:11 example-failed x ended with status 1: SyntaxError: Unexpected token '='")
  })
})

describe.concurrent('the failure of a program', () => {
  it.each(['out/x.mjs', 'out/x.cjs', 'out/x.mts', 'out/x.cts'])('names %s once', async (path) => {
    const { said, detail } = await failureOf(['', 'function fail() {', "  throw new Error('no')", '}', 'fail()'], {
      path,
    })
    expect(said).toBe('a.md:6:9 example-failed x ended with status 1: Error: no')
    expect(detail).toContain(`    at fail (a.md:6:9, ${path}:3:9)`)
    expect(detail).not.toContain('out/out')
    expect(detail).not.toContain('tangle-commonjs')
  })

  it('points at the line that throws, and shows both positions of each frame, without those of Node', async () => {
    const { said, related, detail } = await failureOf([
      'function check(count: number): void {',
      "  if (count > 1) throw new TypeError('too many')",
      '}',
      'check(2)',
    ])
    expect(said).toBe('a.md:5:24 example-failed x ended with status 1: TypeError: too many')
    expect(related).toEqual(['out/x.ts:2:24 in the generated file'])
    expect(detail).toBe(
      [
        'TypeError: too many',
        '    at check (a.md:5:24, out/x.ts:2:24)',
        '    at <anonymous> (a.md:7:1, out/x.ts:4:1)',
      ].join('\n'),
    )
  })

  it('names the program that ran, where a block is in several', async () => {
    const page = [
      '```ts {#fail}',
      "throw new Error('no')",
      '```',
      '```ts {file=out/first.ts}',
      '<<fail>>',
      '```',
      '```ts {file=out/second.ts}',
      '// second',
      '<<fail>>',
      '```',
    ]
    const { results } = await runPages({ 'a.md': `${page.join('\n')}\n` })
    const related = ['first', 'second'].map((name) => results.get(name)?.diagnostics[0]?.related?.[0]?.location)
    expect(related.map((location) => location && formatLocation(location))).toEqual([
      'out/first.ts:1:7',
      'out/second.ts:2:7',
    ])
  })

  it('shows the causes of an error', async () => {
    const { said, detail } = await failureOf([
      'try {',
      "  JSON.parse('{')",
      '} catch (cause) {',
      "  throw new Error('cannot be read', { cause })",
      '}',
    ])
    expect(said).toBe('a.md:7:9 example-failed x ended with status 1: Error: cannot be read')
    expect(detail).toMatch(/^ {4}at <anonymous> \(a\.md:7:9, out\/x\.ts:4:9\) \{\n {2}\[cause\]: SyntaxError: /m)
    expect(detail).toContain('at <anonymous> (a.md:5:8, out/x.ts:2:8)\n}')
    expect(detail).not.toContain('node:')
  })

  it('shows all errors of an aggregate', async () => {
    const { said, detail } = await failureOf([
      "await Promise.any([Promise.reject(new Error('a')),",
      "  Promise.reject(new Error('b'))])",
    ])
    expect(said).toBe('a.md:4:35 example-failed x ended with status 1: AggregateError: All promises were rejected')
    expect(detail).toContain('Error: a\n        at <anonymous> (a.md:4:35, out/x.ts:1:35),')
    expect(detail).toContain('Error: b\n        at <anonymous> (a.md:5:18, out/x.ts:2:18)')
  })

  it('is that of a rejection that nothing caught', async () => {
    const { said } = await failureOf(["void Promise.reject(new Error('later'))"])
    expect(said).toBe('a.md:4:21 example-failed x ended with status 1: Error: later')
  })

  it('says so where something else than an error was rejected or thrown, of which no place is known', async () => {
    const rejected = await failureOf(["void Promise.reject('no')"])
    expect(rejected.said).toBe(
      'a.md:3:8 example-failed x ended with status 1: nothing caught a promise that was rejected with no',
    )
    expect(rejected.hint).toContain('reject with one')
    const thrown = await failureOf(["throw 'text'"])
    expect(thrown.said).toBe('a.md:3:8 example-failed x ended with status 1: text')
    expect(thrown.detail).toBe('text')
    expect(thrown.hint).toContain('Throw an `Error`')
  })

  it('finds the line of something else than an error where Node names its place', async () => {
    const { said, related } = await failureOf(['const late: number = 1', "setTimeout(() => { throw 'text' }, late)"])
    expect(said).toBe('a.md:5:20 example-failed x ended with status 1: text')
    expect(related).toEqual(['out/x.ts:2:20 in the generated file'])
  })

  it('keeps the difference of an assertion', async () => {
    const { said, detail } = await failureOf([
      "import assert from 'node:assert/strict'",
      'assert.deepEqual({ a: [1, 2] }, { a: [1, 3] })',
    ])
    expect(said).toMatch(/^a\.md:5:8 example-failed x ended with status 1: AssertionError \[ERR_ASSERTION\]: Expected/)
    expect(detail).toMatch(/^\+ {5}2$/m)
    expect(detail).toMatch(/^- {5}3$/m)
    expect(detail).toContain('at <anonymous> (a.md:5:8, out/x.ts:2:8)')
  })

  it('says how it ended if it gives no reason', async () => {
    expect((await failureOf(['process.exit(3)'])).said).toBe(
      'a.md:3:8 example-failed x ended with status 3, and gave no reason.',
    )
    expect((await failureOf(["process.kill(process.pid, 'SIGKILL')"])).said).toBe(
      'a.md:3:8 example-failed x was ended by SIGKILL.',
    )
  })

  it('finds an import of something that a module does not have', async () => {
    const { said } = await failureOf(["import { nothing } from 'node:fs'", 'console.log(nothing)'])
    expect(said).toMatch(/^a\.md:4:10 example-failed x ended with status 1: SyntaxError: .*'nothing'$/)
  })

  it('finds the promise at the top level that never settled, or all that may be it', async () => {
    const one = await failureOf(['const wait = new Promise(() => {})', 'console.log(await wait)'])
    expect(one.said).toBe('a.md:5:13 example-failed x ended with status 13: a promise at the top level never settled.')
    const two = await failureOf(['await 1', 'await new Promise(() => {})'])
    expect(two.said).toContain('a promise at the top level never settled.')
    // Which one it was, newer versions of Node say themselves.
    expect([two.said.split(' ')[0], ...two.related.map((place) => place.split(' ')[0])]).toContain('a.md:5:1')
  })

  it('is not confused by what was printed before', async () => {
    const { said, detail } = await failureOf([
      "process.emitWarning('careful')",
      "console.error(new Error('an earlier one'))",
      "setTimeout(() => { throw new RangeError('the last one') })",
    ])
    expect(said).toBe('a.md:6:26 example-failed x ended with status 1: RangeError: the last one')
    expect(detail).not.toContain('careful')
    expect(detail).not.toContain('earlier')
  })

  it('points into an error that the program printed itself', async () => {
    const { said } = await failureOf(["console.error(new Error('printed'))", 'process.exit(1)'])
    expect(said).toBe('a.md:4:15 example-failed x ended with status 1: Error: printed')
  })

  it('cuts what has no end', async () => {
    const { detail } = await failureOf(["throw new Error('x'.repeat(100_000))"])
    expect(detail.length).toBeLessThan(5000)
  })
})

const python = await openPages({ 'a.md': '```python {file=out/x.py}\n```\n' }, { runners })
const [probe] = await withMissingPrograms(python, collectExamples(python).examples)

describe.concurrent('the failure of a program in another language', () => {
  it('points at the line of a shell script', async () => {
    const { said, related, detail } = await failureOf(['echo one', '  no_such_command_here', 'exit 3'], {
      path: 'out/x.sh',
      examples: { runners },
    })
    expect(said).toMatch(/^a\.md:5:3 example-failed x ended with status 3: .*not found$/)
    expect(related).toEqual(['out/x.sh:2:3 in the generated file'])
    expect(detail).toContain('a.md:5:3, out/x.sh:2:3: ')
  })

  it.skipIf(probe?.skipped !== undefined)('points at the innermost line of a traceback of Python', async () => {
    const { said, related, detail } = await failureOf(
      ['import json', 'def read():', "    return json.loads('{')", '', 'read()'],
      { path: 'out/x.py', examples: { runners } },
    )
    expect(said).toMatch(/^a\.md:6:5 example-failed x ended with status 1: json\.decoder\.JSONDecodeError: /)
    expect(related).toEqual(['out/x.py:3:5 in the generated file'])
    expect(detail).toContain('File "a.md:8:1, out/x.py:5:1", in <module>')
    const syntax = await failureOf(['x = 1', 'def f()'], { path: 'out/x.py', examples: { runners } })
    expect(syntax.said).toMatch(/^a\.md:5:1 example-failed x ended with status 1: SyntaxError: /)
  })
})
