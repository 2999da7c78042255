import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { tanglePages } from '../tangle/project/tangle-pages.ts'
import { hostilePages } from './hostile-inputs.ts'
import { median } from './measure.ts'

// `npx tsx bench/hostile-pages.ts`: how the time to tangle grows when a page that is made to be slow is twice as long.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, size: { type: 'string', default: '100000' } },
})
const size = Number(values.size)
const rounds = Number(values.rounds)

/** Milliseconds; the middle of some rounds. */
function timeOf(text: string): number {
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now()
    tanglePages([{ path: 'a.md', text }])
    return performance.now() - started
  })
  return median(times)
}

console.log(`| page | ${size} | ${size * 2} | growth |\n| --- | --- | --- | --- |`)
for (const [name, make] of Object.entries(hostilePages)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  const [once, twice] = [timeOf(make(size)), timeOf(make(size * 2))]
  // A page that is read in no time says nothing about growth.
  const growth = twice < 20 ? '-' : (twice / once).toFixed(1)
  console.log(`| ${name} | ${once.toFixed(0)} ms | ${twice.toFixed(0)} ms | ${growth} |`)
}
