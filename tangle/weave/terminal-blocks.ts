import type { MarkdownOptions } from 'vitepress'
import { classifyLines, showsCommands } from '../parse/terminal-block.ts'

type CodeTransformer = NonNullable<MarkdownOptions['codeTransformers']>[number]

/** What the copy button of VitePress leaves out. */
const leftOut = { class: 'vp-copy-ignore' }

/** Lets the copy button of a terminal block copy what one types: no prompts, and nothing that was printed. */
export const copyOnlyCommands: CodeTransformer = {
  name: 'tangle:copy-only-commands',
  preprocess(code, options) {
    const lines = code.split('\n')
    if (!showsCommands(options.lang, lines)) return
    const decorations = [...(options.decorations ?? [])]
    let start = 0
    for (const [index, { kind, prompt }] of classifyLines(lines).entries()) {
      const { length } = lines[index] ?? ''
      const end = start + (kind === 'output' ? length : prompt)
      // Shiki has no decoration without text.
      if (end > start) decorations.push({ start, end, properties: leftOut })
      start += length + 1
    }
    options.decorations = decorations
  },
}
