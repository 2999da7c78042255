import type { ProseKind } from './generate.ts'

/** What `npx tsx test/mutations/run-prose.ts` counted last, by kind. */
export const proseScore: Partial<Readonly<Record<ProseKind, { readonly all: number; readonly caught: number }>>> = {}
