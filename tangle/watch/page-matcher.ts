import picomatch from 'picomatch'
import { defaultPages, type TangleConfig } from '../config/config.ts'
import { ignoredGlobs } from '../write/ignored-folders.ts'

/** Tells whether a path is that of a page, as the glob of a project does. */
export function pageMatcher(config: TangleConfig): (path: string) => boolean {
  const { included, excluded } = globsOf(config)
  const isIgnored = picomatch([...ignoredGlobs, ...excluded], { dot: true })
  // Without any glob picomatch refuses.
  const isIncluded = included.length > 0 ? picomatch(included) : () => false
  return (path) => isIncluded(path) && !isIgnored(path)
}

/** The folders in which pages may be, as the globs name them; empty for the root. */
export function pageFolders(config: TangleConfig): Set<string> {
  return new Set(
    globsOf(config).included.map((glob) => {
      const { base, isGlob } = picomatch.scan(glob)
      return isGlob ? base : base.split('/').slice(0, -1).join('/')
    }),
  )
}

/** A glob with `!` takes away, wherever it stands. */
function globsOf({ pages = defaultPages, ignore = [] }: TangleConfig): { included: string[]; excluded: string[] } {
  const isNegated = (glob: string) => glob.startsWith('!') && !glob.startsWith('!(')
  const negated = pages.filter(isNegated).map((glob) => glob.slice(1))
  return { included: pages.filter((glob) => !isNegated(glob)), excluded: [...ignore, ...negated] }
}
