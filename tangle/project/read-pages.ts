import { defaultPages, type TangleConfig } from '../config/config.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Page, PageSource } from '../model/page.ts'
import { scanPage } from '../parse/scan-page.ts'

/** The pages of a project, in the order of their paths. */
export async function readPages(config: TangleConfig, fileSystem: FileSystem): Promise<Page[]> {
  const pages: Page[] = []
  for (const path of await findPages(config, fileSystem)) pages.push(await readPage(path, fileSystem))
  return pages
}

export function findPages(config: TangleConfig, fileSystem: FileSystem): Promise<string[]> {
  return fileSystem.glob(config.pages ?? defaultPages, config.ignore)
}

/** A page that is gone by now is empty. */
export async function readPage(path: string, fileSystem: FileSystem): Promise<Page> {
  return readPageSource({ path, text: (await fileSystem.read(path)) ?? '' })
}

/** `parsePage`, which is loaded, with markdown-it, when the first page needs it. */
async function readPageSource(source: PageSource): Promise<Page> {
  const scanned = scanPage(source)
  if (scanned) return scanned
  const { parsePage } = await import('../parse/parse-page.ts')
  return parsePage(source)
}
