import type { ProseKind } from './generate.ts'

/** What `npx tsx test/mutations/run-prose.ts 4` counted last, by kind. */
export const proseScore: Readonly<Record<ProseKind, { readonly all: number; readonly caught: number }>> = {
  name: { all: 39, caught: 39 },
  command: { all: 30, caught: 30 },
  flag: { all: 21, caught: 20 },
  variable: { all: 7, caught: 7 },
  link: { all: 35, caught: 35 },
  'one plain word': { all: 209, caught: 186 },
  'code or literal': { all: 44, caught: 37 },
  path: { all: 27, caught: 22 },
  member: { all: 27, caught: 20 },
  'number in a table': { all: 53, caught: 3 },
  'number in a sentence': { all: 31, caught: 0 },
  'number in inline code': { all: 3, caught: 0 },
}
