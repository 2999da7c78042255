import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import { groupBy } from '../snippets/group-by.ts'
import { blocksConfig } from '../snippets/snippet-settings.ts'
import type { PreludeCandidate } from './prelude-candidates.ts'

/** A prelude that is not written yet, so that it can be tried. */
export interface PreludeTarget {
  readonly target: Target
  /** To whom each line is due. */
  readonly owners: readonly (readonly PreludeCandidate[])[]
}

const head = [
  '// Names that many code blocks use without declaring them. `tangle check` takes them from here, since',
  '// `blocks.prelude` in tangle.config.json names this file. It never runs.',
]

/** Puts declarations together as a module. `undefined` where there is no block that they could come from. */
export function createPreludeTarget(
  path: string,
  candidates: readonly PreludeCandidate[],
  { tangled }: Project,
): PreludeTarget | undefined {
  const root = tangled.pages.flatMap(({ blocks }) => blocks)[0]
  if (!root) return undefined
  const lines: string[] = [...head]
  const owners: (readonly PreludeCandidate[])[] = head.map(() => [])
  const add = (text: string, due: readonly PreludeCandidate[]) => {
    for (const line of text.split('\n')) {
      lines.push(line)
      owners.push(due)
    }
  }
  const imports = candidates.flatMap((candidate) =>
    candidate.imports.map(({ statement }) => ({ statement, candidate })),
  )
  const byStatement = groupBy(imports, ({ statement }) => statement)
  if (byStatement.size > 0) add('', [])
  for (const [text, users] of [...byStatement].sort())
    add(
      text,
      users.map(({ candidate }) => candidate),
    )
  for (const candidate of candidates) add(`\n${candidate.statement}`, [candidate])
  const target: Target = {
    ...{ path, root, text: `${lines.join('\n')}\n` },
    // Each line is its own place, so that an error is found again.
    lines: lines.map((text, line) => ({
      text,
      segments: [{ column: 0, origin: { block: root, position: { line, column: 0 }, via: undefined } }],
    })),
  }
  return { target, owners }
}

/** The project as it would be with the prelude. */
export function withPrelude(project: Project, target: Target): Project {
  const { config, tangled } = project
  return {
    ...project,
    config: { ...config, blocks: { ...blocksConfig(config), prelude: [target.path] } },
    // What is in use is looked up by those who ask, and no copy brings that along.
    tangled: { ...tangled, used: tangled.used, targets: [...tangled.targets, target] },
  }
}
