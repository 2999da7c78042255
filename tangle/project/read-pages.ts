import { defaultPages, type TangleConfig } from '../config/config.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Page } from '../model/page.ts'
import { parsePage } from '../parse/parse-page.ts'

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
  return parsePage({ path, text: (await fileSystem.read(path)) ?? '' })
}
