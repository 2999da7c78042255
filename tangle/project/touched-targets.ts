import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'
import type { Page } from '../model/page.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'
import { blocksOf } from '../resolve/target-blocks.ts'

/** The targets that contain a block of one of these pages. */
export function targetsOfPages({ targets, index }: Tangled, pages: ReadonlySet<string>): Set<string> {
  const found = targets.filter((target) => [...blocksOf(target, index)].some(({ page }) => pages.has(page)))
  return new Set(found.map(({ path }) => path))
}

/** For each diagnostic the paths of the targets that may not be what their pages mean because of it. */
export type TouchedTargets = (diagnostic: Diagnostic) => ReadonlySet<string>

/**
 * Finds the targets that a diagnostic touches. An error inside a block touches what the block is part of. An error in
 * how a page is read may have hidden a block or taken its name, so it touches all that has to do with the page: its
 * targets, and those that need a name that its text mentions.
 */
export function touchedTargets(tangled: Tangled): TouchedTargets {
  const { targets, pages, index } = tangled
  const all = new Set(targets.map(({ path }) => path))
  let members: { readonly path: string; readonly blocks: ReadonlySet<Block> }[] | undefined
  const pathsWith = (isTouched: (block: Block) => boolean) => {
    members ??= targets.map((target) => ({ path: target.path, blocks: blocksOf(target, index) }))
    return members.filter(({ blocks }) => [...blocks].some(isTouched)).map(({ path }) => path)
  }
  const touchedByPage = (page: Page): Set<string> => {
    const words = mentionedNames(page)
    const named = pathsWith((block) => block.page === page.path || (block.name !== undefined && words.has(block.name)))
    return new Set([...named, ...[...all].filter((path) => words.has(path))])
  }
  return (diagnostic) => {
    const { location } = diagnostic
    const page = pages.find(({ path }) => path === location?.file)
    // What is in no page could be about anything; a file that is a target is about itself.
    if (!location || !page) return location && all.has(location.file) ? new Set([location.file]) : all
    if (page.diagnostics.includes(diagnostic)) return touchedByPage(page)
    const block = page.blocks.find((candidate) => contains(candidate, location))
    if (!block) return touchedByPage(page)
    return new Set([...pathsWith((candidate) => candidate === block), ...(block.target ? [block.target] : [])])
  }
}

function contains({ fence, endLine }: Block, { start }: Location): boolean {
  return fence.start.line <= start.line && start.line <= endLine
}

/** Every word of a page that may be the name or the file of a block, whether or not the block could be read. */
function mentionedNames({ lines }: Page): Set<string> {
  const words = new Set<string>()
  for (const line of lines)
    for (const [, word = ''] of line.matchAll(/[#=]\s*["']?([\p{L}\p{N}_\-./:]+)/gu)) words.add(word)
  return words
}
