import { opensNew, opensOld } from '../../snippets/old-and-new.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import type { Comment, SyntaxNode } from '../../snippets/syntax.ts'
import type { SnippetError } from './consequences.ts'

/** A comment by which a page says that a line is a mistake. Behind the line, and above it. */
const behind =
  /^\s*(?:(?:=>|→|->)\s*)?(?:\w*Error\b|[❌🚫⛔✗✘✖💥🚨]|(?:[a-z]+ )?(?:type|compile|compiler|typescript|ts)?[ -]?errors?\b|invalid|wrong|not allowed|fails?\b|TS\d{4}|[~^]{2,}|does(?:n't| not) (?:compile|work|exist)|won't (?:compile|work)|incorrect|bad\b|throws?\b)/iu
const above =
  /[❌🚫⛔✗✘✖💥🚨]|\b(?:type|compile|compiler|compilation|typescript|ts)[ -]?errors?\b|\bflagged as (?:an? )?errors?\b|\bTS\d{4}\b|\b(?:does(?:n't| not)|won't|will not) (?:compile|type-?check|work)|^\s*(?:bad|wrong|invalid|incorrect|don't|do not|not available|avoid|fails? with)\b/iu
/** The same in the languages of translated pages. */
const foreign = /오류|에러|错误|錯誤|エラー|Fehler|erreur|ошибк/iu

/** What may stand between the first line of a comment and the code below it: two more lines of the comment. */
const goesOn = /^\}?;?\s*(?:\/\/[^\n]*\n[ \t]*){0,2}$/

/**
 * Whether the page itself says that an error is one: in a comment at its line or at the end of its statement, in a
 * comment of its own above or below, or by showing what was before beside what is now. Readers are not misled by it.
 *
 * @param around The nodes around the error, innermost first.
 */
export function isAnnounced(
  { start, end }: Pick<SnippetError, 'start' | 'end'>,
  snippet: Snippet,
  around: readonly SyntaxNode[],
): boolean {
  if (snippet.isOld) return true
  const { comments } = snippet
  const { text } = snippet.code
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = endOfLine(text, Math.max(start, end - 1))
  const statement = around.find(({ type }) => /Statement$|Declaration$/.test(type))
  const statementStart = statement ? text.lastIndexOf('\n', statement.start - 1) + 1 : lineStart
  const statementEnd = statement ? endOfLine(text, statement.end - 1) : lineEnd
  const isSaid = comments.some((comment) => {
    const { value } = comment
    if (!isOnOwnLine(comment, text)) {
      const isAtEnd = comment.start > (statement?.end ?? lineEnd) && comment.start <= statementEnd
      const isAtLine = comment.start >= lineStart && comment.start <= lineEnd
      return (isAtLine || isAtEnd) && (behind.test(value) || above.test(value) || foreign.test(value))
    }
    const isAbove = [lineStart, statementStart].some(
      (line) => comment.end < line && goesOn.test(text.slice(comment.end, line)),
    )
    const isBelow = comment.start > lineEnd && text.slice(lineEnd, comment.start).trim() === ''
    const isOpening = above.test(value) || foreign.test(value)
    return (isAbove && isOpening) || (isBelow && (behind.test(value) || isOpening))
  })
  return isSaid || isBefore(start, comments, text)
}

/** Whether a place stands in the part of a block that shows what was before, and another part shows what is now. */
function isBefore(at: number, comments: readonly Comment[], text: string): boolean {
  const marks = comments.filter((comment) => isOnOwnLine(comment, text) && isHeading(comment, text))
  const opening = marks.findLast(({ end, value }) => end <= at && (opensOld(value) || opensNew(value)))
  if (!opening || !opensOld(opening.value)) return false
  return marks.some(({ start, value }) => start > at && opensNew(value))
}

/** Whether a comment stands above a part of a block: it is the first of it, or behind an empty line. */
function isHeading({ start }: Comment, text: string): boolean {
  return /(?:^\s*|\n[ \t]*\n[ \t]*)$/.test(text.slice(0, start))
}

function isOnOwnLine({ start }: Comment, text: string): boolean {
  // Between elements of JSX, in braces.
  return /^\s*\{?\s*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
