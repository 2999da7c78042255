import { extname } from 'node:path'
import { type Loader, type Message, transform } from 'esbuild'
import type { Target } from '../../model/origin-map.ts'
import type { PagePlace, PagePlaces } from './page-places.ts'

/**
 * The places of `await` at the top level of a target, for a program that waited there for ever. Newer versions of Node
 * say which one it was, older ones only that there was one.
 */
export async function findTopLevelAwaits(target: Target, places: PagePlaces): Promise<PagePlace[]> {
  try {
    // The compiler lists them all when it is asked for a form of module that cannot have them.
    const loader = extname(target.path).replace(/^\.[cm]?/, '') as Loader
    await transform(target.text, { loader, format: 'cjs', logLevel: 'silent', logLimit: 0 })
    return []
  } catch (error) {
    const messages: readonly Message[] =
      error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : []
    return messages.flatMap(({ location }) =>
      location ? (places.ofTarget(target, { line: location.line - 1, column: location.column }) ?? []) : [],
    )
  }
}
