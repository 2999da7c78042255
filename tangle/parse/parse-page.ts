import type { Page, PageSource } from '../model/page.ts'
import { BlockBuilder } from './block-builder.ts'
import { readFrontMatter } from './front-matter.ts'
import type { ParsePageOptions } from './info-string.ts'
import { unifyLineEnds } from './line-ends.ts'
import { findFences } from './markdown-fences.ts'
import { TextLines } from './text-lines.ts'

/**
 * Reads the fenced blocks of a page. markdown-it decides what is a block, so that what the site shows as one is what is
 * tangled; a line reader opens HTML comments. Never throws for what a page contains.
 */
export function parsePage(source: PageSource, options: ParsePageOptions = {}): Page {
  const page = new TextLines(unifyLineEnds(source.text))
  // Lines are cut only where somebody needs them.
  const { length, namespace } = readFrontMatter(page.text.startsWith('---') ? page.lines : [])
  const hasFence = page.text.includes('```') || page.text.includes('~~~')
  const { fences, diagnostics } = hasFence ? findFences(source.path, page, length) : { fences: [], diagnostics: [] }
  const builder = new BlockBuilder(source.path, options)
  const blocks = fences.map((fence, index) => builder.build(fence, index))
  return {
    ...source,
    get lines() {
      return page.lines
    },
    ...(namespace !== undefined && { namespace }),
    blocks,
    diagnostics: [...diagnostics, ...builder.diagnostics],
  }
}
