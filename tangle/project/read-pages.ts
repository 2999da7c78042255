import { defaultPages, type TangleConfig } from '../config/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { FileError } from '../model/file-error.ts'
import type { FileSystem } from '../model/file-system.ts'
import { locate } from '../model/location.ts'
import type { Page } from '../model/page.ts'
import type { ParsePageOptions } from '../parse/info-string.ts'
import { parsePage } from '../parse/parse-page.ts'

/** The pages of a project, in the order of their paths. One that is no text is empty, and has a finding. */
export async function readPages(config: TangleConfig, fileSystem: FileSystem): Promise<Page[]> {
  const pages: Page[] = []
  for (const path of await findPages(config, fileSystem)) pages.push(await readAnyPage(path, fileSystem))
  return pages
}

/** A repository may hold a file that is encrypted, or in another encoding: all others are pages as before. */
async function readAnyPage(path: string, fileSystem: FileSystem): Promise<Page> {
  try {
    return await readPage(path, fileSystem)
  } catch (error) {
    // With a code it is the disk that refuses.
    if (!(error instanceof FileError) || error.code !== undefined) throw error
    const finding: Diagnostic = {
      ...{ code: 'disk-error', severity: 'error', message: error.message },
      location: locate(path, { line: 0, column: 0 }),
      hint: 'Save it as UTF-8, or leave it out with `ignore`.',
    }
    return { ...parsePage({ path, text: '' }), diagnostics: [finding] }
  }
}

export function findPages(config: TangleConfig, fileSystem: FileSystem): Promise<string[]> {
  return fileSystem.glob(config.pages ?? defaultPages, config.ignore)
}

/** A page that is gone by now is empty. */
export async function readPage(path: string, fileSystem: FileSystem, options?: ParsePageOptions): Promise<Page> {
  return parsePage({ path, text: (await fileSystem.read(path)) ?? '' }, options)
}
