import { isAbsolute, relative, sep } from 'node:path'
import type { Project } from '../project/project.ts'
import { suggest } from '../resolve/suggest.ts'
import type { CommandPage } from '../run/commands/collect-commands.ts'
import type { Example } from '../run/example/example.ts'
import { UsageError } from './terminal.ts'

/** What `tangle run` was told to run. */
export interface Choice {
  readonly examples: readonly Example[]
  readonly pages: readonly CommandPage[]
}

/**
 * Everything for no names. The name of an example chooses it; the path of a page chooses the examples that are put
 * together there, and its commands.
 *
 * @throws UsageError for a name that is neither.
 */
export function chooseRuns(names: readonly string[], all: Choice, project: Project): Choice {
  if (names.length === 0) return all
  const examples = new Set<Example>()
  const pages = new Set<CommandPage>()
  const paths = project.tangled.pages.map((page) => page.path)
  for (const name of names) {
    const path = toPagePath(name, project.root)
    const isPage = paths.includes(path)
    const chosen = all.examples.filter((example) =>
      isPage ? example.target.root.page === path : example.name === name,
    )
    if (!isPage && chosen.length === 0) {
      const near = suggest(name, [...all.examples.map((example) => example.name), ...paths])
      throw new UsageError(`There is no example or page ${name}.${near ? ` Did you mean ${near}?` : ''}`)
    }
    for (const example of chosen) examples.add(example)
    for (const page of all.pages) if (isPage && page.page === path) pages.add(page)
  }
  return { examples: [...examples], pages: all.pages.filter((page) => pages.has(page)) }
}

function toPagePath(name: string, root: string): string {
  const path = isAbsolute(name) ? relative(root, name) : name
  return path
    .split(sep)
    .join('/')
    .replace(/^(\.\/)+/, '')
}
