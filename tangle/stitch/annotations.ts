import { beginPattern } from '../entangled/index.ts'
import type { TargetLine } from '../model/origin-map.ts'
import { diffLines, isBlank } from './line-edit.ts'

interface Annotation {
  readonly kind: 'begin' | 'end'
  /** What opens and closes the comment. Anything else that somebody wrote there is an edit. */
  readonly around: string
  readonly source?: string
  readonly name?: string
  readonly part?: string
}

const end = /^(.*?) ~[/\\]~ end\b(.*)$/

/** In front of the lines that no block says, while lines are compared. */
const generated = '\0'

/**
 * Reads the comments around the parts of an edited target in all forms that were ever written, and at any indent that a
 * formatter gave them, and puts the form in their place that the target had (syntax specification, 12.12). Blank lines
 * that an editor trimmed get back what they had. A line of a block that looks like such a comment is code.
 */
export function restoreAnnotations(base: readonly TargetLine[], edited: readonly string[]): string[] {
  const annotations = new Map<string, Annotation | undefined>()
  const read = (line: string) => {
    if (!annotations.has(line)) annotations.set(line, readAnnotation(line))
    return annotations.get(line)
  }
  const isSame = (left: string, right: string) => {
    if (left === right || left === generated + right) return true
    if (isBlank(left) && isBlank(right)) return true
    const [a, b] = [left.startsWith(generated) ? read(left.slice(1)) : undefined, read(right)]
    return a !== undefined && b !== undefined && isSameAnnotation(a, b)
  }
  const texts = base.map(({ text }) => text)
  // What no block says is a comment of ours.
  const marked = base.map(({ text, segments }) => (segments.length === 0 ? generated + text : text))
  const restored: string[] = []
  let at = 0
  for (const { start, end: stop, lines } of diffLines(marked, edited, isSame)) {
    restored.push(...texts.slice(at, start), ...lines)
    at = stop
  }
  return [...restored, ...texts.slice(at)]
}

function readAnnotation(line: string): Annotation | undefined {
  if (!line.includes('~')) return undefined
  const match = beginPattern.exec(line)
  if (!match) {
    const [, open, close] = end.exec(line) ?? []
    return open === undefined ? undefined : { kind: 'end', around: around(open, close) }
  }
  const [, open, source, name = '', inner, outer, close] = match
  const part = outer ?? inner ?? 'init'
  return {
    kind: 'begin',
    around: around(open, close),
    name: name.replace(/^.*::/, ''),
    part: part === '0' ? 'init' : part,
    ...(source !== undefined && { source }),
  }
}

function around(open = '', close = ''): string {
  return `${open.trim()} ${close.trim()}`
}

function isSameAnnotation(a: Annotation, b: Annotation): boolean {
  if (a.kind !== b.kind || a.around !== b.around || a.name !== b.name || a.part !== b.part) return false
  return a.source === undefined || b.source === undefined || a.source === b.source
}
