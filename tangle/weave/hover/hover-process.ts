import { openProject } from '../../project/project.ts'
import type { HoverAnswer, HoverQuestion } from './build-hovers.ts'
import { HoverCollector } from './collect-hovers.ts'

/** The other side of `build-hovers.ts`: collects the types of all pages of a project once. */
process.once('message', async (question: HoverQuestion) => {
  process.send?.(await answer(question), () => process.exit())
})

// The build is gone, and nobody waits any more.
process.on('disconnect', () => process.exit())

async function answer({ root, config, ...options }: HoverQuestion): Promise<HoverAnswer> {
  try {
    const project = await openProject({ root, ...(config && { config }) })
    const hovers = new HoverCollector(options).collect(project)
    const pages: [string, NonNullable<Awaited<ReturnType<typeof hovers.of>>>][] = []
    for (const page of hovers.pages) {
      const found = await hovers.of(page)
      if (found) pages.push([page, found])
    }
    hovers.keep()
    return { pages }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}
