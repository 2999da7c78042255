import { basename, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { runTangle } from './alternatives/run-tangle.ts'
import { buildCommand } from './build-command.ts'

// `npx tsx bench/documentations.ts FOLDER…`: `tangle check`, as it is published, of documentation projects that have
// their packages installed, without a configuration: how many of their blocks it checks, and how many have findings.
// It writes `.tangle/` into each folder, which a second run is quicker by.

const { positionals } = parseArgs({ allowPositionals: true })
if (positionals.length === 0)
  throw new Error('Name folders of documentation projects: npx tsx bench/documentations.ts FOLDER…')

const command = await buildCommand()

try {
  const head = ['documentation', 'blocks', 'checked in full', 'with unknown names', 'packages not installed']
  print([...head, 'with findings', 'not readable', 'what was', 'seconds'])
  print(Array.from({ length: head.length + 4 }, () => '---'))
  for (const folder of positionals) {
    const started = performance.now()
    const { blocks } = await runTangle(command.tangle, resolve(folder))
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const countOf = (...states: readonly string[]) => `${blocks.filter(({ state }) => states.includes(state)).length}`
    const full = countOf('complete', 'with-context')
    const found = [countOf('incomplete'), countOf('not-installed'), countOf('mistaken'), countOf('unreadable')]
    print([basename(resolve(folder)), `${blocks.length}`, full, ...found, countOf('past'), seconds])
  }
} finally {
  await command.remove()
}

function print(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`)
}
