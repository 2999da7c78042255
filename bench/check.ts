import { mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildCommand } from './build-command.ts'
import { createExampleProject, repository } from './example-project.ts'
import { type MeasuredCommand, measure, runNode } from './measure.ts'
import { resultTable } from './result-table.ts'

// `npx tsx bench/check.ts`: how long `tangle check` takes for a project in which nothing has changed, and for one that
// it sees for the first time, beside `tsc` over the same files, with TypeScript 6 and 7.

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, count: { type: 'string', default: '50' } },
})
const count = Number(values.count)
const built = await buildCommand()
const project = await createExampleProject(count)
const tangle = (...args: string[]) => [built.tangle, ...args]
const check: MeasuredCommand = { args: tangle('check'), says: `${count * 2} targets of ${count + 1} pages checked` }

/** Checks without a memory, with the TypeScript that this repository knows under a name, and `tsc` of the same. */
async function measureFirst(name: string) {
  const { root } = project
  // The packages of this repository, but for the compiler.
  await rm(join(root, 'node_modules'), { recursive: true })
  await mkdir(join(root, 'node_modules'))
  for (const entry of await readdir(join(repository, 'node_modules'))) {
    const real = join(repository, 'node_modules', entry === 'typescript' ? name : entry)
    await symlink(real, join(root, 'node_modules', entry))
  }
  const forget = () => rm(join(root, '.tangle/types'), { recursive: true, force: true })
  const tsc = join(repository, 'node_modules', name, 'bin/tsc')
  return measure(
    [
      { name: `tangle check of ${count} examples, first time (${name})`, prepare: forget, commands: [check] },
      { name: `tsc over the same files (${name})`, commands: [{ args: [tsc, '--noEmit', '-p', root], says: '' }] },
    ],
    { cwd: root, rounds: Number(values.rounds) },
  )
}

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
  for (const name of ['ts7', 'typescript']) console.log(resultTable(await measureFirst(name)))
} finally {
  await project.remove()
  await built.remove()
}
