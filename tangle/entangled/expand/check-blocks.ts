import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import { matchAlmostReference, matchInlineReferences } from '../../parse/reference.ts'
import type { AnnotationStyle } from '../config/annotation-style.ts'
import { codes } from '../model/diagnostic-codes.ts'
import type { EntangledBlock } from '../model/entangled-block.ts'
import { matchReference } from '../read/reference.ts'
import { Expander } from './expand.ts'
import type { EntangledIndex } from './index-blocks.ts'

/** What is wrong with blocks and has no effect on any target. Entangled says nothing of it (defects D20, D28). */
export function checkBlocks(
  index: EntangledIndex,
  used: ReadonlySet<EntangledBlock>,
  annotation: AnnotationStyle,
): Diagnostic[] {
  const named = index.blocks.filter((block) => block.name !== undefined)
  return [
    ...(annotation === 'naked' ? [] : named.flatMap(unknownLanguage)),
    ...named.flatMap((block) => lookalikes(block, index)),
    ...unused(index, used),
  ]
}

function unknownLanguage(block: EntangledBlock): Diagnostic[] {
  const { language, comment, fence } = block
  if (language === undefined || comment) return []
  const message = `Entangled knows no language ${language}.`
  const hint = 'Add it to `languages` in the configuration: annotations need to know its comments.'
  return [{ code: codes.language, severity: 'warning', message, location: fence, hint }]
}

/** Lines that would be references but for a character, or for something around them. */
function lookalikes(block: EntangledBlock, index: EntangledIndex): Diagnostic[] {
  return block.lines.flatMap(({ text, position }): Diagnostic[] => {
    if (!text.includes('<<') || matchReference(text)) return []
    const warn = (message: string, hint: string, column: number, length: number): Diagnostic => {
      const start = { line: position.line, column: position.column + column }
      return {
        code: 'not-a-reference',
        severity: 'warning',
        message,
        location: locate(block.page, start, length),
        hint,
      }
    }
    const almost = matchAlmostReference(text)
    if (almost !== undefined) {
      const hint = 'A name may hold letters, digits and `_ - . / :`. The line stays in the target as it is.'
      const message = `<<${almost}>> is no reference: its name has other characters.`
      return [warn(message, hint, text.indexOf('<<'), almost.length + 4)]
    }
    const hint = 'Put it on a line of its own if you mean the block.'
    return matchInlineReferences(text)
      .filter(({ name }) => index.named.has(index.keyOf(name, block)))
      .map(({ name, column }) =>
        warn(`<<${name}>> is not expanded: there is other text on its line.`, hint, column, name.length + 4),
      )
  })
}

/** References in blocks that no target needs: Entangled never looks at them, so they stop nothing. */
function unused(index: EntangledIndex, used: ReadonlySet<EntangledBlock>): Diagnostic[] {
  const expander = new Expander(index)
  for (const [key, parts] of index.named) {
    if (parts.some((block) => !used.has(block) && !expander.used.has(block))) expander.expand(key, 'naked')
  }
  return expander.diagnostics.map((diagnostic) => ({ ...diagnostic, severity: 'warning' }))
}
