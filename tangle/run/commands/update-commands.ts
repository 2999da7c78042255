import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { PageSource } from '../../model/page.ts'
import { parsePage } from '../../parse/parse-page.ts'
import { readCommands, type TerminalCommand } from '../../parse/terminal-block.ts'
import { difference } from '../compare/compare-expectation.ts'
import { alignLines, type Placeholders } from '../compare/placeholders.ts'
import type { PageUpdate } from '../compare/update-expectations.ts'
import { canBeShown } from './compare-command.ts'
import type { CommandPageResult } from './run-page.ts'

interface Edit {
  readonly command: TerminalCommand
  readonly block: Block
  readonly lines: readonly string[]
  readonly old: readonly string[]
}

/** A page whose terminal blocks show what came out. */
export interface CommandUpdate extends PageUpdate {
  /** What the new text does not mend. */
  readonly remaining: readonly Diagnostic[]
}

/**
 * Puts what commands really printed in place of what a page says. Everything else keeps every byte; a line
 * with a placeholder stays if it still matches. `source` may differ
 * from the page that was run in the content of other blocks. Nothing comes back if there is nothing to change. A
 * command that failed, what follows it in its block, and an output that a terminal block cannot show stay as they are.
 */
export function updateCommands(
  source: PageSource,
  { page, outputs, diagnostics }: CommandPageResult,
  placeholders: Placeholders = {},
): CommandUpdate | undefined {
  const { blocks } = parsePage(source)
  const remaining = diagnostics.filter(
    (finding) => !outputs.some((output) => output.finding === finding && canBeShown(output.lines)),
  )
  const edits = page.blocks.flatMap(({ block }): Edit[] => {
    const now = blocks[block.index]
    if (!now) return []
    const commands = readCommands(now)
    return readCommands(block).flatMap((command, index) => {
      const found = outputs.find((output) => isSame(output.command, command))
      const current = commands[index]
      if (!found || !current || !canBeShown(found.lines)) return []
      const old = current.output.map((line) => line.text)
      const compared = alignLines(old, found.lines, placeholders).filter(({ kind }) => kind !== 'page')
      const lines = compared.map(({ expected, text }) => expected ?? text)
      const isSameText = lines.length === old.length && lines.every((line, at) => line === old[at])
      return isSameText ? [] : [{ command: current, block: now, lines, old }]
    })
  })
  if (edits.length === 0) return undefined
  // From the end, so that the lines in front keep their numbers.
  const text = [...edits].reverse().reduce(applyEdit, source.text)
  const differences = edits.map(({ block, lines, old }) => ({ block, text: difference(old, lines) }))
  return { page: source.path, text: widenFences(text, edits), differences, remaining }
}

function isSame(a: TerminalCommand, b: TerminalCommand): boolean {
  return a.location.start.line === b.location.start.line
}

function applyEdit(text: string, { command, lines }: Edit): string {
  const page = splitLines(text)
  const { start } = command.location
  const first = page[start.line] ?? ''
  const ending = /(\r\n|\n|\r)$/.exec(first)?.[1] ?? '\n'
  const column = start.column - (/\$ +$/.exec(first.replace(/^\uFEFF/, '').slice(0, start.column))?.[0].length ?? 0)
  const prefix = first.slice(0, column).replace(/[^\s>]/g, ' ')
  const from = command.outputEnd - command.output.length
  const replacement = lines.map((line) => (line === '' ? prefix.trimEnd() : prefix + line) + ending)
  return [...page.slice(0, from), ...replacement, ...page.slice(command.outputEnd)].join('')
}

/** An output may hold what would close the fence around it. */
function widenFences(text: string, edits: readonly Edit[]): string {
  let widened = text
  let added = 0
  const blocks = [...new Set(edits.map(({ block }) => block))]
  for (const block of blocks) {
    const own = edits.filter((edit) => edit.block === block)
    const opening = block.fence.start.line + added
    added += own.reduce((sum, { lines, old }) => sum + lines.length - old.length, 0)
    const closing = block.endLine + added
    const page = splitLines(widened)
    const marker = /[`~]{3,}/.exec(page[opening] ?? '')?.[0] ?? '```'
    const run = new RegExp(`^\\s*(\\${marker[0]}+)`)
    const longest = Math.max(...own.flatMap(({ lines }) => lines.map((line) => run.exec(line)?.[1]?.length ?? 0)), 0)
    if (longest < marker.length) continue
    const fence = (marker[0] ?? '`').repeat(longest + 1)
    for (const line of [opening, closing]) page[line] = (page[line] ?? '').replace(/[`~]{3,}/, fence)
    widened = page.join('')
  }
  return widened
}

/** Lines with their ends: what is not replaced stays as it is. */
function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []
}
