import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { type Location, locate } from '../model/location.ts'
import type { Target, TargetLine } from '../model/origin-map.ts'
import { targetPathProblem } from '../parse/target-path.ts'
import type { BlockIndex, NamespaceMode } from './block-index.ts'
import { expand } from './expand.ts'
import type { ExpansionLimits } from './expansion-limits.ts'
import { hoistImports } from './hoist-imports.ts'
import type { ImportFinder } from './imports/import-scan.ts'
import { type ProjectLimits, ProjectSize, projectLimitDiagnostic, projectLimits } from './project-limits.ts'
import { resolveFileMode } from './resolve-file-mode.ts'

/** Options of `tanglePages`. */
export interface ResolveOptions {
  /** Move imports of JavaScript and TypeScript targets to the top. Default true, where there is an {@link importFinder}. */
  readonly hoistImports?: boolean
  /** Finds the imports of a target. Default none: no import is moved. */
  readonly importFinder?: ImportFinder
  /**
   * Whether a target in TypeScript, by its path, loads a module of which it uses no name, for its effect: then of its
   * import that much stays. Asked only where it matters. Default: none does, as without `verbatimModuleSyntax`.
   */
  readonly keepsImports?: (path: string) => boolean
  /** Which names a page sees. Default `global`. */
  readonly namespaces?: NamespaceMode
  /** How large a target may be. Default: a million lines, 64 million characters, 10,000 references deep. */
  readonly limits?: Partial<ExpansionLimits>
  /** Default {@link projectLimits}. */
  readonly projectLimits?: ProjectLimits
}

export interface ResolvedTargets {
  readonly targets: readonly Target[]
  /** Names that are wholly in some target: neither they nor what they refer to is missing, or part of itself. */
  readonly whole: ReadonlySet<string>
  readonly diagnostics: readonly Diagnostic[]
}

/** Expands every target of the project, in the order of its first block. */
export function resolveTargets(index: BlockIndex, options: ResolveOptions = {}): ResolvedTargets {
  const targets: Target[] = []
  const whole = new Set<string>()
  const diagnostics: Diagnostic[] = [...caseCollisions(index)]
  const allowed = options.projectLimits ?? projectLimits
  const size = new ProjectSize()
  for (const [path, roots] of index.targeted) {
    const resolved = resolveTarget(path, roots, index, options)
    const { target } = resolved
    if (resolved.isWhole && target?.names) for (const key of target.names) whole.add(key)
    diagnostics.push(...resolved.diagnostics)
    if (!target) continue
    targets.push(target)
    size.add(target.text)
    if (size.isAbove(allowed)) {
      diagnostics.push(projectLimitDiagnostic(fileLocation(target.root), allowed))
      break
    }
  }
  return { targets, whole, diagnostics }
}

/** What was found out about one target. */
export interface ResolvedTarget {
  /** None if no file can have such a path. */
  readonly target: Target | undefined
  /** No name in it is missing, and none is part of itself. */
  readonly isWhole: boolean
  readonly diagnostics: readonly Diagnostic[]
}

/** Expands one target; `roots` are the blocks that carry `file=` for it. */
export function resolveTarget(
  path: string,
  roots: readonly Block[],
  index: BlockIndex,
  options: ResolveOptions,
): ResolvedTarget {
  const [root] = roots
  const problem = targetPathProblem(path)
  if (!root || problem) {
    const severity = 'error'
    const diagnostics = problem
      ? roots.map((block) => ({ severity, ...problem, location: fileLocation(block) }) as const)
      : []
    return { target: undefined, isWhole: false, diagnostics }
  }
  const { mode, diagnostics } = resolveFileMode(path, roots)
  const { target, isWhole, diagnostics: own } = expandTarget(path, root, index, options)
  return {
    target: mode === undefined ? target : withMode(target, mode),
    isWhole,
    diagnostics:
      roots.length === 1 && diagnostics.length === 0
        ? own
        : [...twoNames(path, roots), ...twoPages(path, roots), ...diagnostics, ...own],
  }
}

type ExpandedTarget = ResolvedTarget & { readonly target: Target }

/**
 * Only the text of a target is made at once; its lines, with the place of everything in them, take several times as
 * long, and are made of the same pieces when somebody asks for them.
 */
function expandTarget(
  path: string,
  root: Block,
  index: BlockIndex,
  { limits, hoistImports: isHoisted = true, importFinder, keepsImports }: ResolveOptions,
): ExpandedTarget {
  const key = index.keyOf(root.name ?? path, root)
  const expansion = expand(key, index, limits)
  const { text, keys, isWhole, diagnostics } = expansion
  const hoisted = isHoisted && importFinder ? hoistImports(path, text, importFinder, keepsImports) : undefined
  let lines: readonly TargetLine[] | undefined
  const target: Target = {
    path,
    root,
    get lines() {
      lines ??= hoisted ? hoisted.place(expansion.lines) : expansion.lines
      return lines
    },
    text: hoisted ? hoisted.text : text,
    names: keys,
  }
  const own = hoisted?.hasProblems ? hoisted.diagnose(expansion.lines) : []
  return { target, isWhole, diagnostics: [...diagnostics, ...own] }
}

function withMode(target: Target, mode: number): Target {
  const { path, root, text, names } = target
  return {
    path,
    root,
    ...(names && { names }),
    get lines() {
      return target.lines
    },
    text,
    mode,
  }
}

/** Two blocks with different names for one file: only one of them could be written (12.7). */
function twoNames(path: string, roots: readonly Block[]): Diagnostic[] {
  const [first] = roots
  return roots
    .filter((block) => block.name !== first?.name)
    .map((block) => ({
      code: 'two-names-for-one-file',
      severity: 'error',
      message: `${path} is written by <<${first?.name}>> and by <<${block.name}>>.`,
      location: fileLocation(block),
      ...(first && { related: [{ message: `<<${first.name}>> writes it here`, location: fileLocation(first) }] }),
      hint: 'Give both blocks the same name if they are parts of one file, or different files.',
    }))
}

/**
 * Blocks of several pages that write one file and share no name. They would add up in the order of the pages (5.2), so
 * that a page which means to write a file of its own changes that of another one. Parts of one file have a `#name`.
 */
function twoPages(path: string, roots: readonly Block[]): Diagnostic[] {
  const [first] = roots
  return roots
    .filter((block) => block.page !== first?.page && block.name === first?.name && block.name === block.target)
    .map((block) => ({
      code: 'file-on-two-pages',
      severity: 'error',
      message: `${path} is written by ${first?.page} already.`,
      location: fileLocation(block),
      ...(first && { related: [{ message: `${first.page} writes it here`, location: fileLocation(first) }] }),
      hint: 'Choose another file, or give all blocks of this one the same `#name` if they are its parts.',
    }))
}

/** Targets that are one file on a disk that does not know upper from lower case. */
export function caseCollisions(index: Pick<BlockIndex, 'targeted'>): Diagnostic[] {
  const seen = new Map<string, Block>()
  const diagnostics: Diagnostic[] = []
  for (const [path, [root]] of index.targeted) {
    if (!root) continue
    const folded = path.toLowerCase()
    const other = seen.get(folded)
    if (!other) seen.set(folded, root)
    else {
      diagnostics.push({
        code: 'case-collision',
        severity: 'warning',
        message: `${path} and ${other.target} differ only in case: on many disks they are one file.`,
        location: fileLocation(root),
        related: [{ message: 'the other one', location: fileLocation(other) }],
      })
    }
  }
  return diagnostics
}

/** Where a block says which file it is. */
export function fileLocation(block: Block): Location {
  return block.attributes.get('file')?.location ?? locate(block.page, block.fence.start)
}
