import type { Snippet } from '../../snippets/snippet.ts'
import type { SnippetError } from './consequences.ts'

/** A comment by which a page says that a line is a mistake. Behind the line, and above it. */
const behind =
  /^\s*(?:(?:=>|→|->)\s*)?(?:\w*Error\b|[❌🚫⛔✗✘✖💥🚨]|(?:[a-z]+ )?(?:type|compile|compiler|typescript|ts)?[ -]?errors?\b|invalid|wrong|not allowed|fails?\b|TS\d{4}|[~^]{2,}|does(?:n't| not) (?:compile|work|exist)|won't (?:compile|work)|incorrect|bad\b|throws?\b)/iu
const above =
  /[❌🚫⛔✗✘✖💥🚨]|\b(?:type|compile|compiler|typescript|ts)[ -]?errors?\b|\bTS\d{4}\b|\bdoes(?:n't| not) (?:compile|type-?check)|\bwon't compile/iu

/**
 * Whether the page itself says that an error is one: in a comment at its line, or in a comment of its own above or
 * below. Readers are not misled by a mistake that is shown as one.
 */
export function isAnnounced({ start, end }: Pick<SnippetError, 'start' | 'end'>, { code, comments }: Snippet): boolean {
  const { text } = code
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = endOfLine(text, Math.max(start, end - 1))
  return comments.some((comment) => {
    const isOwnLine = text.slice(text.lastIndexOf('\n', comment.start - 1) + 1, comment.start).trim() === ''
    if (!isOwnLine)
      return (
        comment.start >= lineStart &&
        comment.start <= lineEnd &&
        (behind.test(comment.value) || above.test(comment.value))
      )
    const isAbove = comment.end < lineStart && text.slice(comment.end, lineStart).trim() === ''
    const isBelow = comment.start > lineEnd && text.slice(lineEnd, comment.start).trim() === ''
    return (
      (isAbove && above.test(comment.value)) || (isBelow && (behind.test(comment.value) || above.test(comment.value)))
    )
  })
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
