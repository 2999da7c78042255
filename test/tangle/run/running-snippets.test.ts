import { describe, expect, test } from 'vitest'
import { checkUnproven } from '../../../tangle/check/proof/check-unproven.ts'
import type { TangleConfig } from '../../../tangle/config/config.ts'
import { openProject } from '../../../tangle/project/project.ts'
import { collectExamples } from '../../../tangle/run/example/example.ts'
import { withMissingPrograms } from '../../../tangle/run/example/find-programs.ts'
import { withRunningSnippets } from '../../../tangle/run/example/running-snippets.ts'
import { runExamples } from '../../../tangle/run/run-examples.ts'
import { temporaryProject } from '../temporary-project.ts'

const block = (code: string, info = 'ts') => `\`\`\`${info}\n${code}\n\`\`\`\n`
const asked = (code: string) => block(code, 'ts {run}')

async function open(pages: Record<string, string>, config: TangleConfig = {}) {
  const { root } = await temporaryProject({ 'prelude.ts': 'export const there = 1\n', ...pages })
  return withRunningSnippets(await openProject({ root, config }))
}

describe('plain blocks that are run', () => {
  test.each<[string, string, TangleConfig, string[]]>([
    ['nothing is, by default', block('a()'), {}, []],
    ['a block that asks for it', `${block('1')}${asked('2')}`, {}, ['a.md:4']],
    [
      'the complete blocks of a page',
      `${block('1')}${block('none()')}${block('f(...)')}`,
      { blocks: { run: ['*.md'] } },
      ['a.md:1'],
    ],
    [
      'those whose packages are there',
      `${block('import "is-not-there"')}${block('import "node:fs"')}`,
      { blocks: { run: ['a.md'] } },
      ['a.md:4'],
    ],
    [
      'none that shows a mistake',
      `${block('1', 'ts {check=error expect=TS1}')}${block('// @errors: 1\n1')}`,
      { blocks: { run: ['a.md'] } },
      [],
    ],
    [
      'a name of the prelude is known',
      block('there'),
      { blocks: { run: ['a.md'], prelude: ['prelude.ts'] } },
      ['a.md:1'],
    ],
  ])('%s', async (_, page, config, names) => {
    const { examples, diagnostics } = collectExamples(await open({ 'a.md': page }, config))
    expect(examples.map(({ name }) => name)).toEqual(names)
    expect(diagnostics).toEqual([])
  })

  test.each([
    [asked('none()'), 'incomplete-block', 'nothing declares `none`'],
    [asked('this.a'), 'incomplete-block', 'it is a piece of a program'],
    [`${asked('1')}\n${block('2')}\n${block('x', 'text {output}')}`, 'unknown-example', '`output` names no example'],
  ])('%j is told: %s', async (page, code, message) => {
    const { diagnostics } = collectExamples(await open({ 'a.md': page }))
    expect(diagnostics).toEqual([expect.objectContaining({ code, message: expect.stringContaining(message) })])
  })

  test('run with their context, and show what the block below says', async () => {
    const page = [
      block('const greet = (name: string) => `Hello ${name}`'),
      asked('console.log(greet("world"))'),
      block('Hello world', 'text {output}'),
      asked('\nthrow new Error(greet("me"))'),
    ].join('\n')
    const project = await open({ 'a.md': page }, { executable: ['ts'] })
    const examples = await withMissingPrograms(project, collectExamples(project).examples)
    const results = await runExamples(project, examples, {})
    const found = results.map(({ example, diagnostics }) => [
      example.name,
      diagnostics.map(({ code, location }) => [code, location?.start.line]),
    ])
    expect(found).toEqual([
      ['a.md:13', [['example-failed', 14]]],
      ['a.md:5', []],
    ])
    // What runs is proven.
    expect(checkUnproven(project).map(({ location }) => location?.start.line)).toEqual([0])
  })
})
