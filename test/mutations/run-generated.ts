/**
 * Makes changes that nobody chose to the sources of the SDK, one at a time in a copy of this repository, and prints
 * those that neither `tangle run` nor `tangle check` notices: what no page proves, or what makes no difference.
 *
 *     npx tsx test/mutations/run-generated.ts [EVERY] [FILTER]
 *
 * EVERY takes every so many of about a thousand changes; default 20. FILTER is a part of a path.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type GeneratedMutation, generateMutations } from './generate.ts'
import { createScratchProject, type ScratchProject } from './scratch-project.ts'

const [every = '20', filter = ''] = process.argv.slice(2)
const source = fileURLToPath(new URL('../../src/', import.meta.url))
const folders = /^(?:core|dify|messages|platforms|unique)\/.*\.ts$/

const all = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => folders.test(path) && path.includes(filter))
  .sort()
  .flatMap((path) => generateMutations(`src/${path}`, readFileSync(source + path, 'utf8')))
const waiting = all.filter((_, at) => at % Number(every) === 0)
const total = waiting.length
const survivors: GeneratedMutation[] = []

const copies = [createScratchProject(), createScratchProject()]
try {
  await Promise.all(copies.map(work))
} finally {
  for (const copy of copies) copy.remove()
}

async function work(copy: ScratchProject): Promise<void> {
  for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
    copy.write(mutation.file, mutation.text)
    if (!(await isNoticed(copy))) {
      survivors.push(mutation)
      console.log(`${mutation.file}:${mutation.line} ${mutation.what}`)
    }
    copy.restore()
  }
}

/** The pages that prove most come first: if they notice, nothing else need be run. */
async function isNoticed(copy: ScratchProject): Promise<boolean> {
  for (const command of [
    ['run', 'docs/reference/options-on-the-wire.md', 'docs/reference/mock.md'],
    ['run'],
    ['check'],
  ]) {
    if ((await copy.tangle(...command)).exitCode !== 0) return true
  }
  return false
}

console.log(`\n${total - survivors.length} of ${total} noticed`)
