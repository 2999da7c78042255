import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'
import type { Target } from '../model/origin-map.ts'
import { targetPathProblem } from '../parse/target-path.ts'
import type { BlockIndex, NamespaceMode } from './block-index.ts'
import { type ExpansionLimits, expand } from './expand.ts'
import { hoistImports } from './hoist-imports.ts'
import { resolveFileMode } from './resolve-file-mode.ts'
import { joinLines } from './target-text.ts'

export interface ResolveOptions {
  /** Move imports of JavaScript and TypeScript targets to the top. Default true. */
  readonly hoistImports?: boolean
  /** Which names a page sees. Default `global`. */
  readonly namespaces?: NamespaceMode
  readonly limits?: Partial<ExpansionLimits>
  /** Default {@link projectLimits}. */
  readonly projectLimits?: typeof projectLimits
}

export interface ResolvedTargets {
  readonly targets: readonly Target[]
  /** The blocks that some target contains. */
  readonly used: ReadonlySet<Block>
  readonly diagnostics: readonly Diagnostic[]
}

/** All targets of a project together: each may be below its own limits, and there may be any number of them (12.15). */
export const projectLimits: { readonly lines: number; readonly characters: number } = {
  lines: 3_000_000,
  characters: 256 * 1024 * 1024,
}

/** Expands every target of the project, in the order of its first block. */
export function resolveTargets(index: BlockIndex, options: ResolveOptions = {}): ResolvedTargets {
  const targets: Target[] = []
  const used = new Set<Block>()
  const diagnostics: Diagnostic[] = [...caseCollisions(index)]
  const allowed = options.projectLimits ?? projectLimits
  const total = { lines: 0, characters: 0 }
  for (const [path, roots] of index.targeted) {
    const [root] = roots
    if (!root) continue
    const problem = targetPathProblem(path)
    if (problem) {
      const severity = 'error'
      diagnostics.push(...roots.map((block) => ({ severity, ...problem, location: fileLocation(block) }) as const))
      continue
    }
    diagnostics.push(...twoNames(path, roots))
    const { mode, diagnostics: modeDiagnostics } = resolveFileMode(path, roots)
    diagnostics.push(...modeDiagnostics)
    const expansion = expand(index.keyOf(root.name ?? path, root), index, options.limits)
    for (const block of expansion.used) used.add(block)
    const hoisted = options.hoistImports === false ? expansion : hoistImports(path, expansion.lines)
    diagnostics.push(...expansion.diagnostics)
    if (hoisted !== expansion) diagnostics.push(...hoisted.diagnostics)
    const text = joinLines(hoisted.lines)
    targets.push({ path, root, lines: hoisted.lines, text, ...(mode !== undefined && { mode }) })
    total.lines += hoisted.lines.length
    total.characters += text.length
    if (total.lines > allowed.lines || total.characters > allowed.characters) {
      diagnostics.push(projectLimit(root, allowed))
      break
    }
  }
  return { targets, used, diagnostics }
}

function projectLimit(root: Block, { lines, characters }: typeof projectLimits): Diagnostic {
  return {
    code: 'expansion-limit',
    severity: 'error',
    message: `All targets together have more than ${lines} lines, or ${characters} characters.`,
    location: fileLocation(root),
    hint: 'The targets after this one are not looked at. Split the project, or look for blocks that many targets contain.',
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
