import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ProseKind, ProseMutant } from './generate.ts'

/** What was counted, by kind. */
export interface ProseScore {
  /** The day on which it was, `2026-11-29`. */
  readonly measured: string
  /** Every so many of the mutants were made. */
  readonly every: number
  /** How many there are in all. */
  readonly total: number
  readonly kinds: Readonly<Partial<Record<ProseKind, { readonly all: number; readonly caught: number }>>>
}

const scoreFile = fileURLToPath(new URL('score.json', import.meta.url))
const survivorsFile = fileURLToPath(new URL('survivors.txt', import.meta.url))

/** Keeps a score for the page about mutations, and the mutants that nothing found. */
export function recordScore(score: ProseScore, survivors: readonly ProseMutant[]): void {
  writeFileSync(scoreFile, `${JSON.stringify(score, undefined, 2)}\n`)
  const lines = survivors.map(({ page, kind, before, after }) => `${page}, ${kind}: ${before} => ${after}`)
  writeFileSync(survivorsFile, `${lines.join('\n')}\n`)
}

/** The score that was measured last, as the page about mutations shows it. */
export function formatScore(): string {
  const { measured, every, total, kinds }: ProseScore = JSON.parse(readFileSync(scoreFile, 'utf8'))
  const rows = Object.entries(kinds).map(([kind, { all, caught }]) => ({ kind, all, caught }))
  const words = rows.filter(({ kind }) => !kind.startsWith('number'))
  const date = new Date(measured).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  const text = rows.map(({ kind, all, caught }) => `| ${kind} | ${all} | ${caught} |`).join('\n')
  const part = every === 1 ? 'Of all of them' : `Of one in ${every}`
  return `On ${date} there were ${total.toLocaleString('en-US')} of them. ${part}, \`tangle check\` alone found this, each at its line:

| kind | mutants | caught |
| --- | --- | --- |
${text}

That is ${shareOf(rows)}. Of those that are no numbers it is ${shareOf(words)}.`
}

function shareOf(rows: readonly { readonly all: number; readonly caught: number }[]): string {
  const sum = (key: 'all' | 'caught') => rows.reduce((total, row) => total + row[key], 0)
  return `${sum('caught')} of ${sum('all')}, ${Math.floor((100 * sum('caught')) / sum('all'))} %`
}
