import { collectExamples } from '@parley/tangle'
import { describe, expect, it } from 'vitest'
import { alignLines, matchesLine } from '../../../../tangle/run/compare/placeholders.ts'
import { updateExpectations } from '../../../../tangle/run/compare/update-expectations.ts'
import { describeDiagnostic, openPages, runners, runPages } from '../run-pages.ts'

const fence = '```'
const failing = (program: string, stderr: string, attributes = 'exit=1') =>
  `${fence}ts {file=out/x.ts ${attributes}}\n${program}\n${fence}\n\n${fence}text {output=x stream=stderr}\n${stderr}${fence}\n`

async function run(page: string, examples = {}) {
  const { results, findings, project } = await runPages({ 'a.md': page }, { examples })
  const [result] = results.values()
  if (!result) throw new Error('The page has no example.')
  const [update] = updateExpectations(project.tangled.pages, [result])
  return { said: [...findings, ...result.diagnostics].map(describeDiagnostic), result, update }
}

describe.concurrent('line ends of an output', () => {
  it('are those of pages, whatever the program prints', async () => {
    const page = (output: string) =>
      `${fence}ts {file=out/x.ts}\nprocess.stdout.write('a\\r\\nb\\rc\\r\\n')\n${fence}\n\n${fence}text {output=x}\n${output}${fence}\n`
    expect((await run(page('a\nb\nc\n'))).said).toEqual([])
    expect((await run(page('a\nb\nc\n').replaceAll('\n', '\r\n'))).said).toEqual([])
    const { update } = await run(page('old\n'))
    expect(update?.text).toBe(page('a\nb\nc\n'))
  })
})

describe.concurrent('an example that is meant to fail', () => {
  it('shows its error without what only a machine knows', async () => {
    const program = [
      'class LimitError extends Error {',
      "  override name = 'LimitError'",
      "  code = 'limit'",
      '}',
      "console.error('Trying.')",
      "process.emitWarning('soon')",
      "setTimeout(() => { throw new LimitError('Too many.', { cause: new Error('Three is enough.') }) })",
    ].join('\n')
    const stderr = [
      'Trying.',
      'LimitError: Too many. {',
      "  code: 'limit',",
      '  [cause]: Error: Three is enough.',
      '}',
      '',
    ].join('\n')
    const { said, result } = await run(failing(program, stderr))
    expect(said).toEqual([])
    expect(result.execution?.stderr).toContain('Node.js v')
  })

  it('is compared, and written into the page, like everything else', async () => {
    const { said, update } = await run(failing("throw new Error('new')", 'Error: old\n'))
    expect(said[0]).toMatch(/^a\.md:6:1 unexpected-output /)
    expect(update?.text).toContain('{output=x stream=stderr}\nError: new\n```\n')
  })

  it('fails if it does not', async () => {
    expect((await run(failing('', ''))).said).toEqual(['a.md:1:8 example-failed x ended with status 0, not 1.'])
  })

  it('keeps every letter where it is meant to succeed', async () => {
    const { said, result } = await run(failing("console.error(new Error('printed'))", 'Error: printed\n', ''))
    expect(said[0]).toMatch(/^a\.md:7:1 unexpected-output /)
    expect(result.shown.stderr).toContain('    at ')
  })

  it('shows of a shell the path as it stands in the project', async () => {
    const page = `${fence}sh {file=out/x.sh exit=127}\nno_such_command_here\n${fence}\n`
    const { result } = await run(page, { runners })
    expect(result.diagnostics).toEqual([])
    expect(result.shown.stderr).toMatch(/^out\/x\.sh: .*not found\n$/)
  })

  it('may say so only where a program begins, or at terminal commands', async () => {
    const root = `${fence}ts {file=out/x.ts exit=1}\n<<part>>\n${fence}\n\n`
    const terminal = `${fence}console {exit=1}\n$ false\n${fence}\n\n`
    const project = await openPages({
      'a.md': `${root}${terminal}${fence}ts {#part exit=1}\n${fence}\n\n${fence}text {output=x exit=1}\n${fence}\n`,
    })
    expect(collectExamples(project).diagnostics.map(describeDiagnostic)).toEqual([
      'a.md:9:14 invalid-attribute `exit=` says how a program ends, and this block is none.',
      'a.md:12:19 invalid-attribute `exit=` says how a program ends, and this block is none.',
    ])
  })
})

describe.concurrent('a placeholder', () => {
  const placeholders = { id: '[0-9a-f]{4}', 'any.time': '\\d\\d:\\d\\d|noon' }
  const page = (program: string, output: string) =>
    `${fence}ts {file=out/x.ts}\n${program}\n${fence}\n\n${fence}text {output=x}\n${output}${fence}\n`

  it('stands for text that matches, within a line and as a whole', async () => {
    const { said } = await run(
      page("console.log('id 12ab (at noon).')\nconsole.log('ffff')", 'id <any:id> (at <any:any.time>).\n<any:id>\n'),
      { placeholders },
    )
    expect(said).toEqual([])
  })

  it('does not stand for anything else; the difference shows what came out', async () => {
    const { said, result, update } = await run(
      page("console.log('id 12ab')\nconsole.log('id wxyz')", 'id <any:id>\nid <any:id>\n'),
      { placeholders },
    )
    expect(said).toEqual(['a.md:8:1 unexpected-output The page says something else here than what x prints: id wxyz'])
    expect(result.diagnostics[0]?.detail).toBe('  id 12ab\n- id <any:id>\n+ id wxyz')
    expect(update?.text).toContain('{output=x}\nid <any:id>\nid wxyz\n```\n')
  })

  it('stays through an update as long as its line matches, wherever that has moved', async () => {
    const { update } = await run(
      page("console.log('new')\nconsole.log('id 12ab')\nconsole.log('end')", 'old\nolder\nid <any:id>\nend\n'),
      { placeholders },
    )
    expect(update?.text).toContain('{output=x}\nnew\nid <any:id>\nend\n```\n')
    expect(update?.differences.map(({ text }) => text)).toEqual(['- old\n- older\n+ new\n  id 12ab\n  end'])
  })

  it('must be declared', async () => {
    const project = await openPages(
      { 'a.md': page('', '<any:id>\n  at <any:any.tme>, <any:something>\n') },
      { placeholders },
    )
    const { diagnostics } = collectExamples(project)
    expect(diagnostics.map(describeDiagnostic)).toEqual([
      'a.md:7:6 invalid-attribute The placeholder `<any:any.tme>` is not declared.',
      'a.md:7:21 invalid-attribute The placeholder `<any:something>` is not declared.',
    ])
    expect(diagnostics[0]?.hint).toBe('Did you mean `<any:any.time>`?')
    expect(diagnostics[1]?.hint).toContain("placeholders: { 'something': ")
  })
})

describe('matching a line', () => {
  it('takes the text around placeholders literally', () => {
    const placeholders = { n: '\\d+' }
    expect(matchesLine('a.c <any:n>', 'a.c 1', placeholders)).toBe(true)
    expect(matchesLine('a.c <any:n>', 'abc 1', placeholders)).toBe(false)
    expect(matchesLine('[<any:n>]$', '[1]$', placeholders)).toBe(true)
    expect(matchesLine('<any:n>', '1 and more', placeholders)).toBe(false)
    expect(matchesLine('<any:other>', '1', placeholders)).toBe(false)
    expect(matchesLine('<any:constructor>', '1', placeholders)).toBe(false)
  })

  it('aligns lines that stand for each other', () => {
    expect(alignLines(['a', '<any:n>'], ['1', 'b'], { n: '\\d' })).toEqual([
      { kind: 'page', text: 'a' },
      { kind: 'both', text: '1', expected: '<any:n>' },
      { kind: 'actual', text: 'b' },
    ])
  })
})
