import type { Target } from '../../tangle/model/origin-map.ts'
import type { Project } from '../../tangle/project/project.ts'
import { collectExamples, type Example } from '../../tangle/run/example/example.ts'
import { SiteMap } from '../../tangle/weave/index.ts'
import { compile } from '../theme/edit/compile.ts'
import { moduleNames, requiredBy } from '../theme/run/module-names.ts'
import type { LineOrigin, RunnableExample, SourceBlock } from '../theme/run/runnable-example.ts'

export interface RunnableExamplesOptions {
  /** The folder of the site's pages. */
  readonly siteFolder: string
  /** The base of the site, with `/` at both ends. */
  readonly base: string
  /** The folder of the scenarios: `NAME.ts` in it belongs to the example NAME. */
  readonly scenarios: string
}

/**
 * The examples of a project that a page can run, by name, compiled for its worker: those in JavaScript or TypeScript
 * that import nothing that a page does not have.
 */
export function createRunnableExamples(
  project: Project,
  options: RunnableExamplesOptions,
): ReadonlyMap<string, RunnableExample> {
  const siteMap = new SiteMap(project, options.siteFolder)
  const scenarios = new Map(project.tangled.targets.map(({ path, text }) => [path, text]))
  const examples = collectExamples(project).examples.filter(isRunnable)
  return new Map(
    examples.map((example) => {
      const scenario = scenarios.get(`${options.scenarios}/${example.name}.ts`) ?? ''
      return [example.name, toRunnable(example, scenario, siteMap, options)]
    }),
  )
}

function isRunnable({ target: { path, text }, skipped }: Example): boolean {
  if (!/\.[jt]s$/.test(path) || skipped !== undefined) return false
  const known: readonly string[] = moduleNames
  return requiredBy(compile(text, path)).every((name) => known.includes(name))
}

function toRunnable(
  { name, target, expectations }: Example,
  scenario: string,
  siteMap: SiteMap,
  options: RunnableExamplesOptions,
): RunnableExample {
  const file = target.path.replace(/^.*\//, '')
  const place = siteMap.placeOf(target, target.root.page)
  const texts = expectations.map(({ kind, block }) => [kind, block.lines.map(({ text }) => text).join('\n')] as const)
  return {
    name,
    file,
    code: compile(target.text, file),
    scenario: compile(scenario, `${name}.scenario.ts`),
    source: target.text,
    elementId: place?.id ?? '',
    ...mapLines(target, siteMap, options),
    expected: Object.fromEntries(texts),
    places: Object.fromEntries(expectations.map(({ kind, block }) => [kind, siteMap.placeOfBlock(block)?.id ?? ''])),
  }
}

function mapLines(
  target: Target,
  siteMap: SiteMap,
  { siteFolder, base }: RunnableExamplesOptions,
): Pick<RunnableExample, 'blocks' | 'origins'> {
  const known = new Map<object, number>()
  const blocks: SourceBlock[] = []
  const origins = target.lines.map(({ segments }): LineOrigin | null => {
    const origin = segments[0]?.origin
    if (!origin) return null
    const { block, position } = origin
    let index = known.get(block)
    if (index === undefined) {
      index = blocks.length
      known.set(block, index)
      const place = siteMap.placeOfBlock(block)
      const path = block.page.slice(siteFolder.length + 1).replace(/(?:(^|\/)index)?\.md$/, '$1')
      const id = place?.id ?? ''
      blocks.push({ page: block.page, href: place ? `${base}${path}${id && `#${id}`}` : '', id })
    }
    const first = block.lines[0]?.position.line ?? position.line
    return [index, position.line - first, position.line + 1]
  })
  return { blocks, origins }
}
