import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'

/** A block that its author surely meant, in a place where Markdown sees none. */
export function unreadFence(page: string, line: number, text: string, why: string): Diagnostic {
  const column = text.search(/[`~]/)
  const location = locate(page, { line, column }, text.trimEnd().length - column)
  return {
    code: 'fence-not-read',
    severity: 'warning',
    message: `This block ${why}; it is not tangled.`,
    location,
  }
}

export function strayFence(page: string, line: number, text: string): Diagnostic {
  return {
    code: 'stray-fence',
    severity: 'warning',
    message: 'A bare fence opens here, but a block with attributes follows before it is closed.',
    location: locate(page, { line, column: text.indexOf('```') }, 3),
    hint: 'Remove it, or close it; the block is read as if it were not there.',
  }
}

/** `text` is the last line of the comment; `undefined` if the comment has no end. */
export function commentEndsInBlock(page: string, line: number, text: string, openLine: number): Diagnostic | undefined {
  const column = text.indexOf('-->')
  if (column === -1) return undefined
  return {
    code: 'comment-ends-in-block',
    severity: 'error',
    message: 'The HTML comment ends inside the hidden block.',
    location: locate(page, { line, column }, 3),
    related: [openingOf(page, openLine)],
    hint: 'Close the fence first. A hidden block cannot contain `-->`: write it in another way, or show the block.',
  }
}

export function badIndent(page: string, line: number, text: string, openLine: number): Diagnostic {
  return {
    code: 'bad-indent',
    severity: 'error',
    message: 'This line is indented less than the fence that it stands in.',
    location: locate(page, { line, column: 0 }, text.length - text.trimStart().length),
    related: [openingOf(page, openLine)],
  }
}

function openingOf(page: string, line: number) {
  return { message: 'the block opens here', location: locate(page, { line, column: 0 }) }
}
