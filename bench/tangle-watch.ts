import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, watch } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildCommand } from './build-command.ts'
import { type Corpus, makeCorpus } from './corpus.ts'
import { type CorpusProject, writeCorpus } from './corpus-project.ts'
import { median } from './measure.ts'

// `npx tsx bench/tangle-watch.ts`: milliseconds from saving a page to its target, by the number of pages.

const { values } = parseArgs({
  options: { edits: { type: 'string', default: '15' }, pages: { type: 'string', default: '10,100,1000' } },
})
const built = await buildCommand()

try {
  for (const count of values.pages.split(',').map(Number)) {
    const corpus = makeCorpus(count)
    const project = await writeCorpus(corpus)
    try {
      const times = await measureEdits(project, corpus)
      const [least, most] = [Math.min(...times), Math.max(...times)].map((time) => time.toFixed(1))
      console.log(`${count} pages: ${median(times).toFixed(1)} ms from an edit to its target (${least} to ${most})`)
    } finally {
      await project.remove()
    }
  }
} finally {
  await built.remove()
}

async function measureEdits(project: CorpusProject, corpus: Corpus): Promise<number[]> {
  const child = spawn(process.execPath, [built.tangle, 'watch'], {
    cwd: project.root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await told(child)
    await project.verify()
    const times: number[] = []
    for (let edit = 0; edit < Number(values.edits); edit++) times.push(await measureEdit(project, corpus, edit))
    return times
  } finally {
    child.kill()
  }
}

/** Waits for the first line. */
function told({ stdout }: ChildProcess): Promise<void> {
  return new Promise((resolve) => void stdout?.once('data', () => resolve()))
}

async function measureEdit({ root }: CorpusProject, { pages }: Corpus, edit: number): Promise<number> {
  const id = (edit * 7) % pages.size
  const page = join(root, `docs/part${Math.floor(id / 50)}/page${id}.md`)
  const target = join(root, `out/part${Math.floor(id / 50)}/main${id}.${id % 2 === 0 ? 'ts' : 'py'}`)
  const text = await readFile(page, 'utf8')
  const value = `edited in ${edit}`
  const changed = text.replace(/(value_\d+_2_1 = format\(["'])[^"']*/, `$1${value}`)
  const isWritten = new Promise<void>((resolve) => {
    // The folder tells that the target was put in place.
    const watcher = watch(dirname(target), (_, name) => {
      if (name !== basename(target) || !readFileSync(target, 'utf8').includes(value)) return
      watcher.close()
      resolve()
    })
  })
  const started = performance.now()
  await writeFile(page, changed)
  await isWritten
  const time = performance.now() - started
  // The next edit comes when this one is done with.
  await new Promise((resolve) => setTimeout(resolve, 300))
  return time
}
