import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Location } from '../../model/location.ts'
import type { Target } from '../../model/origin-map.ts'
import { targetPathProblem } from '../../parse/target-path.ts'
import { joinLines } from '../../resolve/target-text.ts'
import type { AnnotationStyle } from '../config/annotation-style.ts'
import { codes } from '../model/diagnostic-codes.ts'
import type { EntangledBlock } from '../model/entangled-block.ts'
import { qualify } from '../model/names.ts'
import type { Expander } from './expand.ts'
import type { EntangledIndex } from './index-blocks.ts'

export interface EntangledTargets {
  readonly targets: readonly Target[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Expands every target, in the order in which the files are first named (syntax specification, 7). */
export function expandTargets(
  index: EntangledIndex,
  expander: Expander,
  annotation: AnnotationStyle,
): EntangledTargets {
  const targets: Target[] = []
  const diagnostics: Diagnostic[] = [...reportCases(index)]
  for (const [path, roots] of index.targeted) {
    // Of several names for one file the last one is written (7.1).
    const last = roots.at(-1)
    if (!last) continue
    const problem = targetPathProblem(path)
    if (problem) {
      const severity = 'error'
      diagnostics.push(...roots.map((block) => ({ severity, ...problem, location: fileLocation(block) }) as const))
      continue
    }
    diagnostics.push(...reportNames(path, roots, last))
    const key = fullName(last)
    const root = roots.find((block) => fullName(block) === key) ?? last
    const lines = expander.expand(key, annotation)
    const mode = index.named.get(key)?.[0]?.mode
    targets.push({ path, root, lines, text: joinLines(lines), ...(mode !== undefined && { mode }) })
  }
  return { targets, diagnostics }
}

/** Blocks that name a file in vain: the last name wins, without a word from Entangled (defect D10). */
function reportNames(path: string, roots: readonly EntangledBlock[], last: EntangledBlock): Diagnostic[] {
  const written = fullName(last)
  const lost = roots.filter((block) => fullName(block) !== written)
  return lost.map((block) => ({
    code: codes.twoNames,
    severity: 'warning',
    message: `${path} is not written by <<${fullName(block)}>>: the last block that names it is <<${written}>>.`,
    location: fileLocation(block),
    related: [{ message: `<<${written}>> writes it here`, location: fileLocation(last) }],
    hint: 'Give both blocks the same name if they are parts of one file, or different files.',
  }))
}

function reportCases(index: EntangledIndex): Diagnostic[] {
  const seen = new Map<string, string>()
  return [...index.targeted].flatMap(([path, [root]]): Diagnostic[] => {
    const folded = path.toLowerCase()
    const other = seen.get(folded)
    seen.set(folded, path)
    if (other === undefined || !root) return []
    const message = `${path} and ${other} differ only in case: on many disks they are one file.`
    return [{ code: 'case-collision', severity: 'warning', message, location: fileLocation(root) }]
  })
}

function fullName(block: EntangledBlock): string {
  return qualify(block.namespace, block.name ?? '')
}

function fileLocation(block: EntangledBlock): Location {
  return block.attributes.get('file')?.location ?? block.fence
}
