import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildCommand } from './build-command.ts'
import { makeCorpus } from './corpus.ts'
import { writeCorpus } from './corpus-project.ts'
import { repository } from './example-project.ts'
import { type Candidate, measure, runNode } from './measure.ts'
import { resultTable } from './result-table.ts'

// `npx tsx bench/tangle.ts`: what the command costs, as it is published, compared with Node doing the least that any
// such program has to do. What comes out is compared with what the generator of the pages says.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    pages: { type: 'string', default: '1000' },
    deletes: { type: 'boolean', default: false },
  },
})
const count = Number(values.pages)
const corpus = makeCorpus(count)
const real = makeCorpus(count, 'real')
const targets = `${corpus.targets.size} targets unchanged`

const readPages = `
import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs'
const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => \`\${entry.parentPath ?? entry.path}/\${entry.name}\`)
let length = 0
for (const file of files('docs')) length += readFileSync(file, 'utf8').length
console.log(length)
`
const copyOutputs = `${readPages}
const made = new Set()
for (const file of files('ready')) {
  const target = file.replace('ready', 'copy')
  const folder = target.slice(0, target.lastIndexOf('/'))
  if (!made.has(folder)) mkdirSync(folder, { recursive: true })
  made.add(folder)
  writeFileSync(target, readFileSync(file))
}
`
const inline = (code: string) => ({ args: ['--input-type=module', '-e', code], says: '' })

const built = await buildCommand()
const project = await writeCorpus(corpus, { ready: 'ready', deletes: values.deletes })
const run = (...args: string[]) => ({ args: [built.tangle, ...args], says: '' })
const unchanged = { ...run(), says: targets }
const minimal = { args: [join(repository, 'bench/minimal-tangle.js')], says: `${corpus.targets.size}` }

/** As after a checkout: every file is the same, and younger than what is remembered of it. */
async function touchAll(): Promise<void> {
  const now = new Date()
  for (const path of [...corpus.pages.keys(), ...corpus.targets.keys()])
    await utimes(join(project.root, path), now, now)
}

const candidates: readonly Candidate[] = [
  { name: 'Node reads all pages', commands: [inline(readPages)] },
  { name: 'Node reads all pages, copies ready outputs', prepare: project.clean, commands: [inline(copyOutputs)] },
  { name: 'the least tangler, cold', prepare: project.clean, commands: [minimal] },
  { name: 'the least tangler, unchanged', commands: [minimal] },
  { name: '`tangle`, cold', prepare: project.clean, commands: [run()] },
  { name: '`tangle`, unchanged, every file hashed', prepare: touchAll, commands: [unchanged] },
  // A run before it has looked at every file.
  { name: '`tangle`, unchanged', prepare: () => runNode(unchanged, project.root), commands: [unchanged] },
  { name: '`tangle --version`', commands: [run('--version')] },
  { name: 'Node does nothing', commands: [inline('')] },
]

try {
  console.log(
    `${corpus.pages.size} pages, ${corpus.blocks} blocks, ${corpus.references} references, ${corpus.targets.size} targets`,
  )
  const measured = await measure(candidates, { cwd: project.root, rounds: Number(values.rounds) })
  await project.verify()
  console.log(resultTable(measured, 'Node reads all pages'))
  for (const hoistImports of [true, false]) await measureRealImports(hoistImports)
} finally {
  await project.remove()
  await built.remove()
}

/** With imports over several lines and in several blocks, compared with the least tangler, which moves none. */
async function measureRealImports(hoistImports: boolean): Promise<void> {
  const own = await writeCorpus(real, { hoistImports, deletes: values.deletes })
  try {
    const least = { name: 'the least tangler, cold', prepare: own.clean, commands: [minimal] }
    const cold = { name: '`tangle`, cold', prepare: own.clean, commands: [run()] }
    const measured = await measure([least, cold], { cwd: own.root, rounds: Number(values.rounds) })
    if (hoistImports) await own.verify()
    console.log(
      `Imports over several lines and in several blocks, ${hoistImports ? 'hoisted' : 'left where they are'}:`,
    )
    console.log(resultTable(measured, least.name))
  } finally {
    await own.remove()
  }
}
