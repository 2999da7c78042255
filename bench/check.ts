import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createExampleProject, repository } from './example-project.ts'
import { type MeasuredCommand, measure, runNode } from './measure.ts'
import { resultTable } from './result-table.ts'

// `npx tsx bench/check.ts`: how long `tangle check` takes for a project in which nothing has changed.

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, count: { type: 'string', default: '50' } },
})
const count = Number(values.count)
const project = await createExampleProject(count)
const tangle = (...args: string[]) => [join(repository, 'tangle/bin/tangle.js'), ...args]
const check: MeasuredCommand = { args: tangle('check'), says: `${count * 2} targets of ${count + 1} pages checked` }

try {
  await runNode({ args: tangle(), says: '' }, project.root)
  // The first check is not measured: it compiles.
  await runNode(check, project.root)
  const measured = await measure(
    [
      { name: `tangle check of ${count} unchanged examples`, commands: [check] },
      { name: 'tangle --help, which does nothing', commands: [{ args: tangle('--help'), says: 'check' }] },
    ],
    { cwd: project.root, rounds: Number(values.rounds) },
  )
  console.log(resultTable(measured))
} finally {
  await project.remove()
}
