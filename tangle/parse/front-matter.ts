import { isMap, parseDocument } from 'yaml'

/** The YAML mapping that a page may start with. */
export interface FrontMatter {
  /** In lines, the dashes included; 0 if the page has none. */
  readonly length: number
  /** `tangle: { namespace: a::b }` */
  readonly namespace?: string
  /** Where a site shows the page: `slug`, or `permalink`. */
  readonly slug?: string
  /** What Docusaurus calls the page instead of its file. */
  readonly id?: string
}

/** A thematic break on line 1, or a header that is no mapping, is text (syntax specification, 12.3). */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  const known = read.get(lines) ?? readNew(lines)
  read.set(lines, known)
  return known
}

/** Blocks, links and words are sought in the same pages. */
const read = new WeakMap<readonly string[], FrontMatter>()

function readNew(lines: readonly string[]): FrontMatter {
  if (!/^---\s*$/.test(lines[0] ?? '')) return { length: 0 }
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line))
  if (end === -1) return { length: 0 }
  const content = lines.slice(1, end).join('\n')
  const length = end + 1
  if (content.trim() === '') return { length }
  const document = parseDocument(content, { uniqueKeys: false })
  if (document.errors.length > 0 || !isMap(document.contents)) return { length: 0 }
  const textAt = (...path: string[]) => {
    const value = document.getIn(path)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const namespace = textAt('tangle', 'namespace')
  const slug = textAt('slug') ?? textAt('permalink')
  const id = textAt('id')
  return {
    length,
    ...(namespace !== undefined && { namespace }),
    ...(slug !== undefined && { slug }),
    ...(id !== undefined && { id }),
  }
}
