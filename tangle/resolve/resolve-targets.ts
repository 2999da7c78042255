import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'
import type { Target } from '../model/origin-map.ts'
import type { BlockIndex, NamespaceMode } from './block-index.ts'
import { type ExpansionLimits, expand } from './expand.ts'
import { hoistImports } from './hoist-imports.ts'
import { joinLines } from './target-text.ts'

export interface ResolveOptions {
  /** Move imports of JavaScript and TypeScript targets to the top. Default true. */
  readonly hoistImports?: boolean
  /** Which names a page sees. Default `global`. */
  readonly namespaces?: NamespaceMode
  readonly limits?: Partial<ExpansionLimits>
}

export interface ResolvedTargets {
  readonly targets: readonly Target[]
  /** The blocks that some target contains. */
  readonly used: ReadonlySet<Block>
  readonly diagnostics: readonly Diagnostic[]
}

/** Expands every target of the project, in the order of its first block. */
export function resolveTargets(index: BlockIndex, options: ResolveOptions = {}): ResolvedTargets {
  const targets: Target[] = []
  const used = new Set<Block>()
  const diagnostics: Diagnostic[] = [...caseCollisions(index)]
  for (const [path, roots] of index.targeted) {
    const [root] = roots
    if (!root) continue
    const problem = pathProblem(path)
    if (problem) {
      diagnostics.push(...roots.map((block) => ({ ...problem, location: fileLocation(block) })))
      continue
    }
    diagnostics.push(...twoNames(path, roots))
    const expansion = expand(index.keyOf(root.name ?? path, root), index, options.limits)
    for (const block of expansion.used) used.add(block)
    const hoisted = options.hoistImports === false ? expansion : hoistImports(path, expansion.lines)
    diagnostics.push(...expansion.diagnostics)
    if (hoisted !== expansion) diagnostics.push(...hoisted.diagnostics)
    targets.push({ path, root, lines: hoisted.lines, text: joinLines(hoisted.lines) })
  }
  return { targets, used, diagnostics }
}

/** What is wrong with a path before any disk is asked. Links are followed when writing is planned. */
function pathProblem(path: string): Omit<Diagnostic, 'location'> | undefined {
  const code = 'path-outside-project'
  const severity = 'error'
  if (path === '') return { code, severity, message: 'The path of the target is empty.' }
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) {
    const hint = 'Paths are relative to the root of the project.'
    return { code, severity, message: `The target ${path} has an absolute path.`, hint }
  }
  if (path.split('/').includes('..')) return { code, severity, message: `The target ${path} lies outside the project.` }
  if (/^\.git(\/|$)/i.test(path))
    return { code, severity, message: `The target ${path} would be written into the repository's own data.` }
  if ([...path].some((char) => char < ' '))
    return { code, severity, message: 'The path of the target has control characters.' }
  return undefined
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

function caseCollisions(index: BlockIndex): Diagnostic[] {
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

function fileLocation(block: Block) {
  return block.attributes.get('file')?.location ?? locate(block.page, block.fence.start)
}
