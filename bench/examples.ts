import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { compileProject } from './compiled-project.ts'
import { createExampleProject, repository } from './example-project.ts'
import { type MeasuredCommand, measure, runNode } from './measure.ts'
import { resultTable } from './result-table.ts'

// `npx tsx bench/examples.ts`: what the toolchain costs over the compiler and the programs by themselves.

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, count: { type: 'string', default: '100' } },
})
const count = Number(values.count)
const project = await createExampleProject(count)
const tangle = (...args: string[]) => [join(repository, 'tangle/bin/tangle.js'), ...args]
const tsc = (...args: string[]): MeasuredCommand => ({
  args: [join(repository, 'node_modules/typescript/bin/tsc'), ...args],
  says: '',
})
const check: MeasuredCommand = { args: tangle('check'), says: `${count * 2} targets of ${count + 1} pages checked` }
const run: MeasuredCommand = { args: tangle('run'), says: `${count} examples held, 0 did not` }
const forget = () => rm(join(project.root, '.tangle'), { recursive: true, force: true })

try {
  await runNode({ args: tangle(), says: '' }, project.root)
  const plain: MeasuredCommand = { args: [await compileProject(project)], says: `${count} examples held` }
  const compile = tsc('--noEmit', '-p', 'tsconfig.json')
  const baseline = 'tsc, then plain programs'
  const measured = await measure(
    [
      { name: baseline, commands: [compile, plain] },
      { name: 'tangle check and tangle run, for the first time', prepare: forget, commands: [check, run] },
      { name: 'tangle check and tangle run, unchanged', commands: [check, run] },
      { name: 'tangle run, for the first time', prepare: forget, commands: [run] },
      { name: 'tangle run, unchanged', commands: [run] },
      { name: 'of the baseline: tsc', commands: [compile] },
      { name: 'of the baseline: plain programs', commands: [plain] },
    ],
    { cwd: project.root, rounds: Number(values.rounds) },
  )
  console.log(
    `${count} examples, ${availableParallelism()} at once, ${values.rounds} rounds, Node ${process.version}\n`,
  )
  console.log(resultTable(measured, baseline))
} finally {
  await project.remove()
}
