import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { nodesAround } from '../../snippets/syntax.ts'
import type { SnippetTarget } from '../../snippets/virtual-target.ts'

/** `// ^?` of twoslash: the type of what stands above the mark is shown. */
const query = /^\s*\/\/\s*(\^)\?\s*$/

/** What has a type that can be shown. */
const typed = /^(?:JSX|Private)?Identifier$|^ThisExpression$|^Super$|^(?:Template)?(?:Literal|Element)$|^MetaProperty$/

/**
 * Marks of a block for twoslash that point at nothing with a type: twoslash refuses such a block. Other blocks only look
 * alike, and point where they please.
 */
export function checkQueries(targets: readonly SnippetTarget[]): Diagnostic[] {
  return targets.flatMap(({ snippet }) => (snippet.isTwoslash ? queriesOf(snippet) : []))
}

function queriesOf(snippet: Snippet): Diagnostic[] {
  const { code, program, block, own } = snippet
  let start = 0
  let above = { start: 0, length: 0 }
  return code.lines.flatMap((line): Diagnostic[] => {
    const at = start
    start += line.text.length + 1
    const found = query.exec(line.text)
    if (!found) {
      // Marks may stand under each other: all of them mean the last line of code.
      if (!/^\s*\/\//.test(line.text)) above = { start: at, length: line.text.length }
      return []
    }
    const column = line.text.indexOf('^')
    if (!own.some((range) => range.start <= at && at <= range.end)) return []
    const place = above.start + column
    // Directly behind a name counts as well.
    const isPointed = [place, place - 1].some((from) => {
      const [inner] = nodesAround(program, from, from + 1)
      return inner !== undefined && typed.test(inner.type)
    })
    if (column <= above.length && isPointed) return []
    const origin = line.segments[0]?.origin
    return [
      {
        code: 'expected-type-error',
        severity: 'error',
        message: 'Nothing that has a type stands above this mark.',
        location: origin
          ? locate(block.page, { line: origin.position.line, column: origin.position.column + column }, 2)
          : block.fence,
        hint: 'Put `^?` below a name.',
      },
    ]
  })
}
