import type { Block } from '../model/block.ts'

/**
 * The text of a page with other lines in one of its blocks. Everything else keeps every byte: line ends, a byte order
 * mark, the indent of the fence. A fence that the new lines would close becomes longer.
 */
export function replaceContent(text: string, block: Block, content: readonly string[]): string {
  // Lines with their ends: what is not replaced stays as it is.
  const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []
  const opening = lines[block.fence.start.line] ?? ''
  const ending = /(\r\n|\n|\r)$/.exec(opening)?.[1] ?? '\n'
  const prefix = opening
    .replace(/^\uFEFF/, '')
    .slice(0, block.fence.start.column)
    .replace(/[^\s>]/g, ' ')
  const marker = /^[`~]+/.exec(opening.replace(/^\uFEFF/, '').slice(block.fence.start.column))?.[0] ?? '```'
  const longest = Math.max(
    0,
    ...content.map((line) => new RegExp(`^\\s*(\\${marker[0]}+)`).exec(line)?.[1]?.length ?? 0),
  )
  const start = block.fence.start.line
  // A header says something about the block, and is no part of what came out.
  const body = start + 1 + block.header.length
  const replacement = content.map((line) => (line === '' ? prefix.trimEnd() : prefix + line) + ending)
  if (longest < marker.length) return [...lines.slice(0, body), ...replacement, ...lines.slice(block.endLine)].join('')
  const fence = (marker[0] ?? '`').repeat(longest + 1)
  const closing = (lines[block.endLine] ?? '').replace(marker, fence)
  return [
    ...lines.slice(0, start),
    opening.replace(marker, fence),
    ...lines.slice(start + 1, body),
    ...replacement,
    closing,
    ...lines.slice(block.endLine + 1),
  ].join('')
}
