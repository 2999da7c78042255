import type { Comment } from '../config/languages.ts'
import type { EntangledBlock } from '../model/entangled-block.ts'
import { qualify } from '../model/names.ts'

/**
 * The line before a part of a target (syntax specification, 8.2). `first` is whether the part is the first one of its
 * name in this place; the others carry their number.
 */
export function beginLine(block: EntangledBlock, comment: Comment, first: boolean): string {
  const count = first ? 'init' : String(block.part)
  return `${comment.open} ~/~ begin <<${block.page}#${qualify(block.namespace, block.name ?? '')}>>[${count}]${closing(comment)}`
}

/** The line behind a part of a target. */
export function endLine(comment: Comment): string {
  return `${comment.open} ~/~ end${closing(comment)}`
}

/** The line before a part, in all forms that were ever written: comment, source, name, number inside and outside, rest. */
export const beginPattern = /^(.*?) ~[/\\]~ begin <<(?:(.*)[#|])?([^#|]*?)(?:\[(\w+)\])?>>(?:\[(\w+)\])?(.*)$/

/** A shebang and a licence may stand above the first part. */
const linesOfHead = 20

/** What a file says about where it was generated from: the page of its first part. `undefined` if it says nothing. */
export function readWriter(text: string): { readonly page: string | undefined } | undefined {
  for (const line of text.split('\n', linesOfHead)) {
    const match = beginPattern.exec(line.replace(/\r$/, ''))
    if (match) return { page: match[2] }
  }
  return undefined
}

function closing(comment: Comment): string {
  return comment.close === undefined ? '' : ` ${comment.close}`
}
