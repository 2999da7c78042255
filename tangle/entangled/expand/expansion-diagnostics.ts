import type { BlockReference } from '../../model/block.ts'
import type { Diagnostic, RelatedLocation } from '../../model/diagnostic.ts'
import type { ReferenceChain } from '../../model/origin-map.ts'
import { suggest } from '../../resolve/suggest.ts'
import { codes } from '../model/diagnostic-codes.ts'
import type { EntangledBlock } from '../model/entangled-block.ts'
import { qualify, shorten } from '../model/names.ts'
import type { EntangledIndex } from './index-blocks.ts'

/** A reference to a name that does not exist, at its own line (12.8); Entangled names the fence (defect D27). */
export function undefinedDiagnostic(
  reference: BlockReference,
  block: EntangledBlock,
  via: ReferenceChain | undefined,
  index: EntangledIndex,
): Diagnostic {
  const { namespace } = block
  const where = namespace.length > 0 ? ` in the namespace ${namespace.join('::')}` : ''
  const near = nearName(reference.name, block, index)
  return {
    code: 'undefined-name',
    severity: 'error',
    message: `Block <<${reference.name}>> is not defined${reference.name.includes('::') ? '' : where}.`,
    location: reference.location,
    related: chainLocations(via),
    ...(near !== undefined && { hint: `Did you mean <<${shorten(namespace, near)}>>?` }),
  }
}

/** A block with both id and file is known by its id only (vector 3); a name may exist in another namespace. */
function nearName(name: string, block: EntangledBlock, index: EntangledIndex): string | undefined {
  const byFile = index.targeted.get(name)?.[0]
  if (byFile?.name !== undefined) return qualify(byFile.namespace, byFile.name)
  if (index.named.has(name)) return undefined
  for (const key of index.named.keys()) if (key.endsWith(`::${name}`)) return key
  return suggest(index.keyOf(name, block), index.named.keys())
}

/** A reference back to a name that is being expanded, with every reference on the way (vector 10). */
export function cycleDiagnostic(
  reference: BlockReference,
  via: ReferenceChain | undefined,
  key: string,
  open: readonly string[],
): Diagnostic {
  const names = [...open.slice(open.indexOf(key)), key]
  const links = [reference]
  for (let step = via; step !== undefined && links.length < names.length - 1; step = step.parent) {
    links.unshift(step.reference)
  }
  return {
    code: 'reference-cycle',
    severity: 'error',
    message: `The references go round in a circle: ${names.join(' -> ')}.`,
    location: reference.location,
    related: links.map((link, at) => ({
      message: `<<${names[at]}>> refers to <<${names[at + 1]}>>`,
      location: link.location,
    })),
  }
}

/** A block that cannot be annotated, since nobody knows how its language writes comments (4.3). */
export function languageDiagnostic(block: EntangledBlock, via: ReferenceChain | undefined): Diagnostic {
  const { language } = block
  return {
    code: codes.language,
    severity: 'error',
    message:
      language === undefined
        ? 'The block has no language, so it cannot be annotated.'
        : `The comments of the language ${language} are not known, so the block cannot be annotated.`,
    location: block.fence,
    related: chainLocations(via),
    hint:
      language === undefined
        ? 'Name its language first, or tangle with the annotation naked.'
        : `Add ${language} to \`languages\` in the configuration, or tangle with the annotation naked.`,
  }
}

/** The references that led to a place, nearest first; the first few are enough for a person. */
function chainLocations(via: ReferenceChain | undefined): RelatedLocation[] {
  const related: RelatedLocation[] = []
  for (let step = via; step !== undefined && related.length < 5; step = step.parent) {
    related.push({ message: `<<${step.reference.name}>> is needed here`, location: step.reference.location })
  }
  return related
}
