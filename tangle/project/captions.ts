import type { TangleConfig } from '../config/config.ts'
import type { Block } from '../model/block.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Page } from '../model/page.ts'
import { parsePage } from '../parse/parse-page.ts'
import { ledgerPath } from '../write/ledger.ts'

/**
 * Whether `file=` outside of braces, as in `ts file='a.ts'`, is what a site generator writes above a block. It is where
 * nothing says that pages write files: no block with a name or with `file=` in braces, no ledger, no `outputs` and no
 * `examples` in the configuration.
 */
export async function hasCaptions(
  pages: readonly Page[],
  { outputs, examples }: TangleConfig,
  fileSystem: FileSystem,
): Promise<boolean> {
  if (outputs !== undefined || examples !== undefined) return false
  if (!pages.some(({ blocks }) => blocks.some(isCaption))) return false
  if (pages.some(({ blocks }) => blocks.some((block) => block.name !== undefined && !isCaption(block)))) return false
  return (await fileSystem.read(ledgerPath)) === undefined
}

/** The same pages, in which such blocks have no file. */
export function withoutFiles(pages: readonly Page[]): Page[] {
  return pages.map((page) => (page.blocks.some(isCaption) ? parsePage(page, { captions: true }) : page))
}

function isCaption({ name, target, attributes }: Block): boolean {
  return target !== undefined && name === target && attributes.get('file')?.isBare === true
}
