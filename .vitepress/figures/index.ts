import type MarkdownIt from 'markdown-it'
import { drawSequence } from './draw-sequence.ts'
import { parseSequence } from './parse-sequence.ts'

/** Draws blocks in the language `mermaid` while the site is built, so that no page loads a program for it. */
export function drawFigures(md: MarkdownIt): void {
  const { fence } = md.renderer.rules
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index]
    if (token?.info.trim() === 'mermaid') return drawSequence(parseSequence(token.content))
    return fence?.(tokens, index, options, env, self) ?? ''
  }
}
