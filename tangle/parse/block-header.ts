import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { commentSyntaxOf } from './comment-syntax.ts'

/** A key of a header, and where it stands: the line counts from the first line of the block. */
export interface HeaderEntry {
  readonly key: string
  readonly value: string
  readonly text: string
  readonly line: number
  readonly column: number
}

/** What the first lines of a block say about it: `//| id: a` (syntax specification, 4.5 and 12.4). */
export interface BlockHeader {
  /** How many lines of the block it takes. */
  readonly length: number
  readonly id: HeaderEntry | undefined
  readonly classes: readonly string[]
  readonly attributes: readonly HeaderEntry[]
}

/** Keys that make a block ours; others belong to other tools, which write headers of the same form. */
const ownKeys = new Set(['id', 'label', 'file', 'output', 'transcript', 'excerpt', 'check'])

/**
 * Reads the header of a block, if it has one with a key of ours. The lines are those of a YAML mapping, each behind the
 * opener of a comment and a bar with nothing in between: `-- | text`, as Haskell documents functions, is no header.
 */
export function readBlockHeader(language: string | undefined, content = ''): BlockHeader | undefined {
  const syntax = language === undefined ? undefined : commentSyntaxOf(language)
  const prefix = syntax && `${syntax.open}|`
  if (prefix === undefined || !content.startsWith(prefix)) return undefined
  const texts = content.split('\n')
  const rows: string[] = []
  for (const text of texts) {
    if (!text.startsWith(prefix)) break
    rows.push(cutEnd(text.slice(prefix.length), syntax?.close))
  }
  const document = parseDocument(rows.join('\n'), { uniqueKeys: false })
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined
  let end = 0
  const starts = rows.map((row) => {
    const start = end
    end += row.length + 1
    return start
  })
  const entries: HeaderEntry[] = []
  const classes: string[] = []
  let line = 0
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key) || typeof key.value !== 'string') continue
    if (key.value === 'classes' && isSeq(value)) {
      classes.push(...value.items.flatMap((item) => (isScalar(item) ? [String(item.value)] : [])))
    }
    if (!isScalar(value)) continue
    const from = key.range?.[0] ?? 0
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= from) line++
    const column = prefix.length + from - (starts[line] ?? 0)
    const text = (texts[line] ?? '').slice(column).trimEnd()
    // As it was written: a number and a date are names like any other.
    entries.push({ key: key.value, value: value.source ?? String(value.value), text, line, column })
  }
  if (!entries.some(({ key }) => ownKeys.has(key))) return undefined
  const isName = ({ key }: HeaderEntry) => key === 'id' || key === 'label'
  return {
    length: rows.length,
    id: entries.find(isName),
    classes,
    attributes: entries.filter((entry) => !isName(entry)),
  }
}

function cutEnd(text: string, close: string | undefined): string {
  const trimmed = text.trimEnd()
  return close !== undefined && trimmed.endsWith(close) ? trimmed.slice(0, -close.length) : text
}
