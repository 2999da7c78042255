import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import { locationAt } from '../../model/origin-map.ts'
import type { UnreadableBlock } from '../../snippets/read-snippets.ts'
import type { SnippetTarget } from '../../snippets/virtual-target.ts'
import type { CompilerError } from '../types/compiler.ts'

/** An error of the compiler at the place of the page where its code was written. */
export function placeError(
  target: SnippetTarget,
  { start, length, code, text }: CompilerError,
  root: string,
): Diagnostic {
  const before = target.text.slice(0, Math.min(start, endOfSnippet(target))).split('\n')
  const position = { line: before.length - 1, column: before.at(-1)?.length ?? 0 }
  const firstLine = target.text.slice(start, start + length).split('\n')[0] ?? ''
  const detail = describeContext(target, root)
  return {
    code: 'type-error',
    severity: 'error',
    message: `TS${code}: ${withoutPaths(text, root)}`,
    location: locationAt(target, position, firstLine.length),
    ...(detail !== undefined && { detail }),
  }
}

/** What is missing at the end is missing behind the last line of the block. */
function endOfSnippet({ text, start, snippet }: SnippetTarget): number {
  return start + text.slice(start, start + snippet.code.text.length).trimEnd().length
}

/**
 * Types of modules that exist nowhere are told without them, no path tells which machine it was, and a package is told
 * by its name.
 */
function withoutPaths(text: string, root: string): string {
  return text
    .replace(/import\("[^"]*\.\w+\.\d[^"]*"\)\./g, '')
    .replaceAll(`${root}/`, '')
    .replace(/"node_modules\/((?:@[^/"]+\/)?[^/"]+)\/index"/g, '"$1"')
}

/** Which blocks and imports a snippet was taken to go on from. */
export function describeContext({ context, implied }: SnippetTarget, root: string): string | undefined {
  const blocks = [...new Set(context.map(({ snippet }) => snippet.block.fence.start.line + 1))]
  const parts = [
    ...(blocks.length > 0
      ? [
          `the block${blocks.length === 1 ? '' : 's'} at line${blocks.length === 1 ? '' : 's'} ${inWords(blocks.map(String))}`,
        ]
      : []),
    ...implied.imports.map((line) => `\`${line.replaceAll(`${root}/`, './')}\``),
  ]
  return parts.length === 0 ? undefined : `with ${inWords(parts)}`
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

export function placeUnreadable({ block, message, line, column }: UnreadableBlock): Diagnostic {
  const { position, text } = block.lines[line] ?? { position: block.fence.start, text: '' }
  const start = { line: position.line, column: position.column + column }
  return {
    code: 'unreadable-code',
    severity: 'error',
    message: `This is no ${block.language}: ${message.replace(/\.$/, '')}.`,
    location: locate(block.page, start, Math.max(0, text.trimEnd().length - column)),
    hint: 'Correct it, or give the block the language that it is in; if it shows grammar, mark it `{check=skip reason="…"}`.',
  }
}

export function placeIncomplete(block: Block, names: readonly string[]): Diagnostic {
  return {
    code: 'incomplete-block',
    severity: 'error',
    message: `Nothing declares ${inWords(names.map((name) => `\`${name}\``))}.`,
    location: block.fence,
    hint: 'Declare or import it here or in a block above, which may be hidden, or in a module of `blocks.prelude`.',
  }
}
