import type MarkdownIt from 'markdown-it'
import type { WeaveEnvironment } from './weave-options.ts'

/** Marks in code that a transformer of VitePress reads and takes away. */
const notation = /\[!code\b/

/**
 * Renders code for the search index without its colors, which cost most of the time of a page and which the index drops.
 * What is left is to the letter what the highlighter of VitePress leaves, so that it is not for a site with a
 * highlighter or transformers of its own.
 */
export function skipColorsInSearch(md: MarkdownIt): void {
  const { fence } = md.renderer.rules
  if (!fence) return
  md.renderer.rules.fence = (tokens, index, options, env: WeaveEnvironment | undefined, self) => {
    const isPlain = env?.weaveSearch === true && !notation.test(tokens[index]?.content ?? '')
    return fence(tokens, index, isPlain ? { ...options, highlight: plainCode } : options, env, self)
  }
}

function plainCode(code: string): string {
  const escaped = code.trimEnd().replace(/[&<]/g, (char) => (char === '&' ? '&#x26;' : '&#x3C;'))
  return `<pre><code>${escaped}</code></pre>`
}
