import type { PageSource } from '../model/page.ts'
import { parsePage } from '../parse/parse-page.ts'
import type { ResolveOptions } from './resolve-targets.ts'
import { type Tangled, tangleReadPages } from './tangled.ts'

export type { Tangled } from './tangled.ts'

/** Pages in, targets out: the whole of tangling but for the disk. Never throws for what the pages contain. */
export function tanglePages(sources: readonly PageSource[], options: ResolveOptions = {}): Tangled {
  return tangleReadPages(
    sources.map((source) => parsePage(source)),
    options,
  )
}
