import { checkBlocks } from '../check/proof/check-blocks.ts'
import { checkTypes } from '../check/types/check-types.ts'
import type { BlockReport } from '../model/block-report.ts'
import type { Project } from '../project/project.ts'
import { findPreludeCandidates, type PreludeCandidate } from './prelude-candidates.ts'
import { createPreludeTarget, type PreludeTarget, withPrelude } from './prelude-target.ts'

/** A module that completes blocks, made of what the pages declare. */
export interface LearnedPrelude {
  readonly path: string
  readonly text: string
  readonly names: readonly string[]
  /** How many blocks are complete with it that were not. */
  readonly completed: number
}

/** Each round leaves out at least one candidate; most projects need two. */
const mostRounds = 6

/** A file that completes fewer blocks is not worth having. */
const fewBlocks = 3

/**
 * Makes a prelude of declarations that the pages show. Each candidate is tried: one that does not compile, or that
 * brings more mistakes than it completes blocks, is left out. `undefined` if nothing is left.
 */
export async function learnPrelude(
  project: Project,
  blocks: readonly BlockReport[],
): Promise<LearnedPrelude | undefined> {
  const path = await freePath(project)
  let candidates = withoutClashes(findPreludeCandidates(project.tangled.pages, blocks))
  for (let round = 0; candidates.length > 0 && round < mostRounds; round++) {
    const prelude = createPreludeTarget(path, candidates, project)
    if (!prelude) return undefined
    const wrong = wrongCandidates(project, prelude)
    if (wrong.size === 0) {
      const after = await checkBlocks(withPrelude(project, prelude.target))
      const harmful = harmfulCandidates(candidates, blocks, after.blocks)
      const completed = countOpen(blocks) - countOpen(after.blocks)
      if (harmful.size === 0)
        return completed >= fewBlocks
          ? { path, text: prelude.target.text, names: candidates.map(({ name }) => name), completed }
          : undefined
      candidates = candidates.filter((candidate) => !harmful.has(candidate))
    } else candidates = candidates.filter((candidate) => !wrong.has(candidate))
  }
  return undefined
}

/** Beside the pages if they lie in one folder, under a name that is free. */
async function freePath({ tangled, fileSystem }: Project): Promise<string> {
  const folders = new Set(tangled.pages.flatMap(({ path }) => (path.includes('/') ? [path.split('/')[0]] : [])))
  const folder = folders.size === 1 ? `${[...folders][0]}/` : folders.has('docs') ? 'docs/' : ''
  for (let at = 1; ; at++) {
    const path = `${folder}prelude${at === 1 ? '' : `-${at}`}.ts`
    if ((await fileSystem.read(path)) === undefined) return path
  }
}

/** Without those whose imports bind a name that another candidate declares, or imports from elsewhere. */
function withoutClashes(candidates: readonly PreludeCandidate[]): PreludeCandidate[] {
  const statements = new Map(candidates.map(({ name }) => [name, '']))
  return candidates.filter(({ imports }) => {
    const bound = imports.map(({ local, statement }) => ({ statement, known: statements.get(local), local }))
    if (bound.some(({ statement, known }) => known !== undefined && known !== statement)) return false
    for (const { local, statement } of bound) statements.set(local, statement)
    return true
  })
}

/** The candidates that do not compile, or need an import that does not. */
function wrongCandidates(project: Project, { target, owners }: PreludeTarget): Set<PreludeCandidate> {
  const found = checkTypes(withPrelude(project, target), [target])
  return new Set(
    found.flatMap(({ severity, location }) =>
      severity === 'error' && location ? (owners[location.start.line] ?? []) : [],
    ),
  )
}

const countOpen = (blocks: readonly BlockReport[]) => blocks.filter(({ state }) => state === 'incomplete').length

/** A type that is known at last brings mistakes to light; one that brings more than these is another type. */
const tolerated = 1 / 10

/** The candidates with which too many of the blocks that use them are mistaken, and were not. */
function harmfulCandidates(
  candidates: readonly PreludeCandidate[],
  before: readonly BlockReport[],
  after: readonly BlockReport[],
): Set<PreludeCandidate> {
  const states = new Map(after.map(({ block, state }) => [block, state]))
  const spoiled = before.filter(({ block, state }) => state !== 'mistaken' && states.get(block) === 'mistaken')
  return new Set(
    candidates.filter(({ name, users }) => {
      const own = spoiled.filter(({ unknown }) => unknown.includes(name))
      return own.length > users * tolerated
    }),
  )
}
