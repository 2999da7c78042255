import { type Dirent, readdir as readFolder } from 'node:fs'
import { relative } from 'node:path'
import { FileError, toFileError } from '../model/file-error.ts'
import { ignoredFolders } from './ignored-folders.ts'
import { slashed } from './project-paths.ts'

type Callback = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void

/**
 * Reads folders for a search that passes by those that it cannot read, and remembers the first of them: the pages in it
 * would be taken for pages that are gone, and their targets be removed.
 */
export function reportingReaddir(root: string) {
  let failure: FileError | undefined
  const readdir = (folder: string, options: { withFileTypes: true }, callback: Callback): void =>
    readFolder(folder, options, (error, entries) => {
      if (error) failure ??= failureOf(error, slashed(relative(root, folder)) || '.')
      callback(error, entries)
    })
  return { readdir: readdir as typeof readFolder, failure: () => failure }
}

function failureOf(error: NodeJS.ErrnoException, path: string): FileError | undefined {
  // It may have been removed meanwhile; and a search looks into folders of which it takes nothing.
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  if (path !== '.' && path.split('/').some((part) => part.startsWith('.') || ignoredFolders.includes(part)))
    return undefined
  const { message, code } = toFileError(error, path, 'read')
  const more = 'Pages may be in it: make it readable, or name it in `ignore` of the configuration.'
  return new FileError(path, `${message} ${more}`, code, { cause: error })
}
