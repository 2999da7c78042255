import { type LinkSurvey, surveyLinks } from '../check/links/check-links.ts'
import type { TangleConfig } from '../config/config.ts'
import type { Project } from '../project/project.ts'

/** Fewer addresses of one kind are mistakes, not a rule. */
const fewAddresses = 3

/** What a configuration has to say about links, so that only mistakes are left. `undefined`: nothing. */
export async function learnLinks(project: Project): Promise<TangleConfig['links']> {
  const ignore = generatedPlaces((await surveyLinks(project)).lostPaths, project)
  const ignored = ignore.length > 0 ? { ignore } : {}
  // Without them it is plainer where the others lead.
  const { settledRoot: root, broken, count } = await survey(project, ignored)
  if (isLost(broken.length, count)) return 'relative'
  return root === undefined && ignore.length === 0 ? undefined : { ...(root !== undefined && { root }), ...ignored }
}

/** Whether links are resolved in a way that is not known here. */
function isLost(broken: number, count: number): boolean {
  return broken >= fewAddresses && broken > count / 2
}

function survey(project: Project, links: NonNullable<TangleConfig['links']>): Promise<LinkSurvey> {
  return surveyLinks({ ...project, config: { ...project.config, links } })
}

/** Parts of the site that no folder stands for: they are made when it is built, such as `/api/**`. */
function generatedPlaces(lost: readonly string[], { tangled }: Project): string[] {
  const folders = new Set(tangled.pages.flatMap(({ path }) => path.split('/').slice(0, -1)))
  const places = new Map<string, Set<string>>()
  for (const path of lost) {
    const [, first = '', rest] = /^\/([^/]+)(\/.+)?$/.exec(path) ?? []
    if (rest === undefined || folders.has(first)) continue
    places.set(first, (places.get(first) ?? new Set()).add(path))
  }
  return [...places]
    .filter(([, paths]) => paths.size >= fewAddresses)
    .map(([first]) => `/${first}/**`)
    .sort()
}
