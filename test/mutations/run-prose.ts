/**
 * Makes one small change at a time to what pages say outside of code: every word and number of inline code, every number
 * of tables and sentences, every link. Counts how many `tangle check` finds at their line, and names those that it
 * does not find.
 *
 *     npx tsx test/mutations/run-prose.ts [EVERY] [FILTER] [--record]
 *
 * EVERY takes every so many of them; default 1. FILTER is a part of a page's path or of a kind. `--record` keeps the
 * score for the page about mutations, beside a list of those that were not found; then run `npx tangle`.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { checkProse } from '../../tangle/check/check-project.ts'
import { openProject } from '../../tangle/project/project.ts'
import { generateProseMutants, type ProseKind, type ProseMutant } from './prose/generate.ts'
import { judgeProse } from './prose/judge.ts'
import { measuredPages } from './prose/measured-pages.ts'
import { recordScore } from './prose/score.ts'

const { values, positionals } = parseArgs({ options: { record: { type: 'boolean' } }, allowPositionals: true })
const [every = '1', filter = ''] = positionals
const project = await openProject({ root: fileURLToPath(new URL('../..', import.meta.url)) })
const all = measuredPages(project).flatMap(generateProseMutants)
const chosen = all
  .filter(({ page, kind }) => `${kind} ${page}`.includes(filter))
  .filter((_, at) => at % Number(every) === 0)
const survivors: ProseMutant[] = []
const counts = new Map<ProseKind, { all: number; caught: number }>()

// What is wrong before a change says nothing about the change.
const broken = (await checkProse(project)).find(({ severity }) => severity === 'error')
if (broken) throw new Error(`The pages are wrong without any change: ${broken.message}`)

const verdicts = await judgeProse(chosen, project)
for (const [at, mutant] of chosen.entries()) {
  const verdict = verdicts[at]
  const count = counts.get(mutant.kind) ?? { all: 0, caught: 0 }
  counts.set(mutant.kind, { all: count.all + 1, caught: count.caught + (verdict === 'caught' ? 1 : 0) })
  if (verdict === 'caught') continue
  survivors.push(mutant)
  const { page, line, column, before, after, kind } = mutant
  console.log(`${page}:${line + 1}:${column + 1} ${kind}: ${before} => ${after}, ${verdict}`)
}

console.log('\n| kind | mutants | caught |\n| --- | --- | --- |')
for (const [kind, { all, caught }] of counts) console.log(`| ${kind} | ${all} | ${caught} |`)
console.log(
  `\n${chosen.length - survivors.length} of ${chosen.length} caught at their line, of ${all.length} that there are`,
)

if (values.record) {
  const measured = new Date().toISOString().slice(0, 10)
  recordScore({ measured, every: Number(every), total: all.length, kinds: Object.fromEntries(counts) }, survivors)
}
