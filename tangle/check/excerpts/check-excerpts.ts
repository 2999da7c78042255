import { diffLines } from 'diff'
import picomatch from 'picomatch'
import type { Attribute, Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { dedent } from '../../regions/region-lines.ts'

/**
 * Blocks with `excerpt=PATH` whose lines do not stand in that target, one after the other. The indent that all lines
 * have in common does not count, nor does white space at the ends of lines.
 */
export function checkExcerpts(project: Pick<Project, 'config' | 'tangled'>): Diagnostic[] {
  return project.tangled.index.blocks.flatMap((block) => {
    const attribute = block.attributes.get('excerpt')
    return attribute ? checkExcerpt(block, attribute, project) : []
  })
}

/** The target that `excerpt=` means: by its path, or by the name of an example. */
export function excerptedTarget(
  value: string,
  { config, tangled }: Pick<Project, 'config' | 'tangled'>,
): Target | undefined {
  return (
    tangled.targets.find(({ path }) => path === value) ??
    exampleTargets(config, tangled.targets).find(({ path }) => nameOf(path) === value)
  )
}

function checkExcerpt(block: Block, attribute: Attribute, project: Pick<Project, 'config' | 'tangled'>): Diagnostic[] {
  const report = (message: string, rest: Partial<Diagnostic>): Diagnostic[] => [
    { code: 'excerpt-differs', severity: 'error', message, location: attribute.location, ...rest },
  ]
  const { value } = attribute
  const target = excerptedTarget(value, project)
  // Any other file is looked at with the regions of files.
  if (!target) return []
  const own = block.lines.map(({ text }) => text)
  const lines = dedent(own)
  const best = windowAt(lines, target, bestStart(lines, target))
  const at = lines.findIndex((line, index) => line !== best[index])
  if (at === -1) return []
  const line = block.lines[at]
  return report(
    best[at] === undefined
      ? `${target.path} ends before this line of the excerpt.`
      : `${target.path} says something else here: ${best[at]}`,
    {
      location: line ? locate(block.page, line.position, line.text.length) : block.fence,
      detail: describeDifference(lines, best),
      hint: 'Lines with `-` stand here only, lines with `+` in the file. Copy them again.',
    },
  )
}

/** The lines of the target that an excerpt shows, 0-based, as many as it has; `undefined` if they differ. */
export function excerptedLines(block: Block, target: Target): number[] | undefined {
  const lines = dedent(block.lines.map(({ text }) => text))
  const start = bestStart(lines, target)
  const window = windowAt(lines, target, start)
  return isSame(lines, window) ? lines.map((_, index) => start + index) : undefined
}

/** Where in the target the lines begin that have most in common with those of the excerpt; the first of several. */
function bestStart(excerpt: readonly string[], target: Target): number {
  let best = 0
  let bestScore = -1
  for (let start = 0; start < target.lines.length; start++) {
    const window = windowAt(excerpt, target, start)
    if (isSame(excerpt, window)) return start
    const score = excerpt.filter((line, index) => line !== '' && line === window[index]).length
    if (score > bestScore) [best, bestScore] = [start, score]
  }
  return best
}

/** As many lines of the target as the excerpt has. */
function windowAt(excerpt: readonly string[], target: Target, start: number): string[] {
  return dedent(target.lines.slice(start, start + excerpt.length).map(({ text }) => text))
}

function isSame(excerpt: readonly string[], window: readonly string[]): boolean {
  return excerpt.length === window.length && excerpt.every((line, index) => line === window[index])
}

/** Lines with `-`, ` ` and `+` in front: what stands in the excerpt only, in both, and in the file only. */
export function describeDifference(excerpt: readonly string[], target: readonly string[]): string {
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  return diffLines(text(excerpt), text(target))
    .flatMap(({ value, added, removed }) =>
      value
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`.trimEnd()),
    )
    .join('\n')
}

/** What an `excerpt=` may say: the paths of targets, and the names of examples. */
export function namesOfTargets({ config, tangled }: Pick<Project, 'config' | 'tangled'>): string[] {
  const examples = exampleTargets(config, tangled.targets).map(({ path }) => nameOf(path))
  return [...tangled.targets.map(({ path }) => path), ...examples]
}

function exampleTargets(config: Project['config'], targets: readonly Target[]): Target[] {
  const { include = [] } = config.examples ?? {}
  if (include.length === 0) return []
  const isExample = picomatch([...include])
  return targets.filter(({ path }) => isExample(path))
}

/** `examples_from_docs/upload_to_chat.ts` is `upload_to_chat`. */
function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
}
