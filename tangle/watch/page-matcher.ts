import picomatch from 'picomatch'
import type { TangleConfig } from '../config/config.ts'

/** Folders that never hold pages, and whose files change all the time. */
const ignored = ['**/node_modules/**', '**/.git/**', '**/.tangle/**']

/** Tells whether a path is that of a page, as the glob of a project does. */
export function pageMatcher({ pages = ['**/*.md'], ignore = [] }: TangleConfig): (path: string) => boolean {
  return picomatch([...pages], { ignore: [...ignored, ...ignore] })
}

/** The folders in which pages may be, as the globs name them; empty for the root. */
export function pageFolders({ pages = ['**/*.md'] }: TangleConfig): Set<string> {
  return new Set(
    pages.map((glob) => {
      const { base, isGlob } = picomatch.scan(glob)
      return isGlob ? base : base.split('/').slice(0, -1).join('/')
    }),
  )
}
