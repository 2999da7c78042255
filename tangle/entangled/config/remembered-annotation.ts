import type { LedgerNotes } from '../../write/ledger.ts'
import { type AnnotationStyle, annotationStyles } from './annotation-style.ts'
import type { EntangledConfig } from './config.ts'

/** Under which key the ledger remembers what `--annotation` said last: `naked instead of standard`. */
const key = 'annotation'

/**
 * How the targets are annotated where no option says so: as `--annotation` said last, unless the configuration has been
 * changed since. `undefined`: as the configuration says.
 */
export function rememberedAnnotation(
  notes: LedgerNotes,
  { annotation }: Pick<EntangledConfig, 'annotation'>,
): AnnotationStyle | undefined {
  const [, style, other] = /^(\w+) instead of (\w+)$/.exec(notes.get(key) ?? '') ?? []
  return other === annotation ? annotationStyles.find((known) => known === style) : undefined
}

/** What the ledger is to remember from now on. `style`: how the targets are annotated; `undefined`: as configured. */
export function annotationNotes(
  before: LedgerNotes,
  { annotation }: Pick<EntangledConfig, 'annotation'>,
  style: AnnotationStyle | undefined,
): LedgerNotes {
  const notes = new Map(before)
  if (style === undefined || style === annotation) notes.delete(key)
  else notes.set(key, `${style} instead of ${annotation}`)
  return notes
}
