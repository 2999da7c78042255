import { collectExamples, type ExamplesConfig } from '@parley/tangle'
import { describe, expect, it } from 'vitest'
import { withMissingPrograms } from '../../../tangle/run/example/find-programs.ts'
import { traceExample } from '../../../tangle/run/trace-example.ts'
import { temporaryProject } from '../temporary-project.ts'
import { describeDiagnostic, openPages, runners, runPages } from './run-pages.ts'

const shell =
  '# Page\n\n```sh {file=out/x.sh args="one two"}\necho "$1, $2" >&2\necho "${0##*/}"\n. "$(dirname "$0")/y.sh"\n```\n'
const beside = '```sh {file=out/y.sh}\necho beside\n```\n'
const noHost = () => ({ env: {}, stop() {} })

describe.concurrent('an example in another language', () => {
  it('is run as the configuration says, under its own name, with its arguments and what lies beside it', async () => {
    const { results, findings } = await runPages(
      {
        'a.md': `${shell}${beside}\n\`\`\`text {output=x}\nx.sh\nbeside\n\`\`\`\n\n\`\`\`text {output=x stream=stderr}\none, two\n\`\`\`\n`,
      },
      { examples: { runners } },
    )
    expect(findings).toEqual([])
    expect(results.get('x')?.diagnostics).toEqual([])
    expect(results.get('x')?.execution?.stdout).toBe('x.sh\nbeside\n')
  })

  it('is run as the pages say it now, whatever lies on the disk', async () => {
    const project = await temporaryProject({
      'a.md': '```sh {file=out/x.sh}\necho page\n```\n\n```text {output=x}\npage\n```\n',
      'out/x.sh': 'echo disk\n',
      'tangle.config.json': JSON.stringify({ examples: { include: ['out/*'], runners } }),
    })
    const run = await project.tangle('run')
    expect(run.stdout).toContain('✓ x')
    expect(run.exitCode).toBe(0)
  })

  it('is a finding at its block if nothing says how it is run', async () => {
    const project = await openPages({ 'a.md': '# Page\n\n```ruby {file=out/x.rb}\n```\n\n```txt {file=out/y}\n```\n' })
    const { diagnostics } = collectExamples(project)
    expect(diagnostics.map(describeDiagnostic)).toEqual([
      'a.md:3:10 invalid-attribute out/x.rb is an example, and nothing says how a `.rb` file is run.',
      'a.md:6:9 invalid-attribute out/y is an example, and nothing says how a file without extension is run.',
    ])
    expect(diagnostics[0]?.hint).toContain("runners: { '.rb': ")
  })

  it('is skipped, with the reason, if a program that it needs is missing', async () => {
    const project = await openPages(
      { 'a.md': `${shell}\n\`\`\`ts {file=out/z.ts}\n\`\`\`\n` },
      { runners: { '.sh': { command: ['sh', '{file}'], requires: ['sh', 'no-such-program', 'nor-this'] } } },
    )
    const { examples } = collectExamples(project)
    expect(examples.map(({ skipped }) => skipped)).toEqual([undefined, undefined])
    const found = await withMissingPrograms(project, examples)
    expect(found.map(({ name, skipped }) => [name, skipped])).toEqual([
      ['x', 'no-such-program is not on the path, nor-this is not on the path'],
      ['z', undefined],
    ])
    const nowhere = await openPages({ 'a.md': shell }, { runners })
    const [example] = await withMissingPrograms(nowhere, collectExamples(nowhere).examples, '')
    expect(example?.skipped).toBe('sh is not on the path')
  })

  it('keeps the reason that its page gives', async () => {
    const project = await openPages(
      { 'a.md': '```sh {file=out/x.sh check=skip reason="needs a printer"}\n```\n' },
      { runners: { '.sh': { command: ['no-such-program', '{file}'] } } },
    )
    const [example] = await withMissingPrograms(project, collectExamples(project).examples)
    expect(example?.skipped).toBe('needs a printer')
  })

  it('fails, and breaks nothing, if its program is gone by the time it is run', async () => {
    let stopped = 0
    const project = await openPages(
      { 'a.md': shell },
      { runners: { '.sh': { command: ['no-such-program', '{file}'] } } },
    )
    const { examples } = collectExamples(project)
    const { runExamples } = await import('@parley/tangle')
    const start = () => ({
      env: {},
      stop() {
        stopped++
      },
    })
    const [result] = await runExamples(project, examples, { start })
    expect(result?.diagnostics.map(describeDiagnostic)).toEqual([
      'a.md:3:8 example-failed x cannot be run: no-such-program is not on the path.',
    ])
    expect(stopped).toBe(1)
  })
})

describe.concurrent('the trace of an example', () => {
  const program = '```sh {file=out/x.sh}\necho one\nif false; then\n  echo two\nfi\n\necho three\n```\n'
  const trace = {
    command: ['sh', '-x', '{file}'],
    env: { PS4: '+${LINENO?}: ' },
    pattern: '^(?:\\++|\\S.*\\.sh: )(\\d+): ',
  }

  async function traced(examples: Partial<ExamplesConfig>) {
    const project = await openPages({ 'a.md': program }, examples)
    const [example] = collectExamples(project).examples
    if (!example) throw new Error('The page has no example.')
    return [...(await traceExample(project, example, noHost))].sort()
  }

  it('says which lines of the target ran', async () => {
    expect(await traced({ runners: { '.sh': { ...runners['.sh'], trace } } })).toEqual([0, 1, 5])
  })

  it('leaves out lines that the target does not have', async () => {
    const command = ['sh', '-c', 'echo line 3; echo line 99; echo line 0', '{file}']
    const pattern = '^line (\\d+)$'
    expect(await traced({ runners: { '.sh': { ...runners['.sh'], trace: { command, pattern } } } })).toEqual([2])
  })

  it('is empty where the configuration has none', async () => {
    expect(await traced({ runners })).toEqual([])
  })
})
