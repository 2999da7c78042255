import type { ProseKind } from './generate.ts'

/** What `npx tsx test/mutations/run-prose.ts 4` counted last, by kind. */
export const proseScore: Readonly<Record<ProseKind, { readonly all: number; readonly caught: number }>> = {
  name: { all: 48, caught: 45 },
  command: { all: 34, caught: 31 },
  flag: { all: 21, caught: 19 },
  variable: { all: 7, caught: 7 },
  link: { all: 50, caught: 50 },
  'one plain word': { all: 220, caught: 159 },
  'code or literal': { all: 50, caught: 46 },
  path: { all: 56, caught: 54 },
  member: { all: 54, caught: 46 },
  'number in a table': { all: 65, caught: 5 },
  'number in a sentence': { all: 38, caught: 0 },
  'number in inline code': { all: 1, caught: 0 },
}
