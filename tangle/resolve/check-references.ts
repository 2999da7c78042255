import type { Block, BlockReference } from '../model/block.ts'
import type { Diagnostic, RelatedLocation } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'
import { matchAlmostReference, matchInlineReferences } from '../parse/reference.ts'
import type { BlockIndex } from './block-index.ts'
import { referencesIn } from './block-references.ts'
import { suggest } from './suggest.ts'

/** Looking for a near name compares it with all others. */
const maximumHints = 100

/**
 * Reports undefined names, cycles and lines that only look like references, each at the line of the reference, in all
 * blocks of the project, whether a target needs them or not. Of the names in `whole` it is known already that neither
 * they nor what they refer to is missing, or part of itself.
 */
export function checkReferences(index: BlockIndex, whole: ReadonlySet<string> = new Set()): Diagnostic[] {
  const open = [...index.named.keys()].filter((key) => !whole.has(key))
  const isOpen = (block: Block) => block.name !== undefined && !whole.has(index.keyOf(block.name, block))
  const blocks = open.length === 0 ? [] : index.blocks.filter(isOpen)
  return [...undefinedNames(index, blocks), ...lookalikes(index, index.blocks), ...findCycles(index, open)]
}

/** The part of {@link checkReferences} that is about single lines, for these blocks. */
export function checkNames(index: BlockIndex, blocks: readonly Block[]): Diagnostic[] {
  return [...undefinedNames(index, blocks), ...lookalikes(index, blocks)]
}

function undefinedNames(index: BlockIndex, blocks: readonly Block[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  let steps: ReturnType<typeof referenceSteps> | undefined
  for (const block of blocks) {
    if (block.name === undefined) continue
    for (const reference of referencesIn(block)) {
      if (index.named.has(index.keyOf(reference.name, block))) continue
      // Where hundreds are missing, a page is, and no single name.
      const near = diagnostics.length < maximumHints ? nearName(reference.name, block, index) : undefined
      steps ??= referenceSteps(index)
      diagnostics.push({
        code: 'undefined-name',
        severity: 'error',
        message: `Block <<${reference.name}>> is not defined.`,
        location: reference.location,
        related: referenceChain(index.keyOf(block.name, block), steps),
        ...(near !== undefined && { hint: `Did you mean <<${near}>>?` }),
      })
    }
  }
  return diagnostics
}

/** A block with both id and file is known by its id only: say so to who tries the file (vector 3). */
function nearName(name: string, from: Block, index: BlockIndex): string | undefined {
  const byFile = index.targeted.get(name)?.[0]?.name
  if (byFile !== undefined) return byFile
  const own = index.keyOf('', from)
  const names = [...index.named.keys()]
  const near = suggest(
    name,
    names.map((key) => (key.startsWith(own) ? key.slice(own.length) : key)),
  )
  // In a namespace of its own the name may be right, and the place wrong.
  return near ?? names.find((key) => key.endsWith(`::${name}`))
}

/** For each name, the reference that brought a target to it first: the last step of the shortest way there. */
function referenceSteps(index: BlockIndex): Map<string, { reference: BlockReference; from: string } | undefined> {
  const steps = new Map<string, { reference: BlockReference; from: string } | undefined>()
  for (const block of [...index.targeted.values()].flat())
    if (block.name !== undefined) steps.set(index.keyOf(block.name, block), undefined)
  // A map hands out keys that are added while it is read, which makes it the queue as well.
  for (const from of steps.keys()) {
    for (const { key, reference } of referencesOf(index, from)) {
      if (!steps.has(key)) steps.set(key, { reference, from })
    }
  }
  return steps
}

/** The references that led to a name, nearest first; the first few are enough for a person. */
function referenceChain(name: string, steps: ReturnType<typeof referenceSteps>): RelatedLocation[] {
  const chain: RelatedLocation[] = []
  for (let step = steps.get(name); step !== undefined && chain.length < 5; step = steps.get(step.from)) {
    chain.push({ message: `<<${step.reference.name}>> is needed here`, location: step.reference.location })
  }
  return chain
}

/** A name on the way to where a search is, and which of its references is next. */
interface SearchStep {
  readonly name: string
  readonly references: readonly KeyedReference[]
  next: number
}

/** Each cycle that can be reached from these names once, with all its members. Depth first, without recursion, since pages may nest as deep as they like. */
export function findCycles(index: BlockIndex, starts: Iterable<string>): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const done = new Set<string>()
  for (const start of starts) {
    const references = done.has(start) ? nothing : referencesOf(index, start)
    if (references.length === 0) continue
    const path: SearchStep[] = [{ name: start, references, next: 0 }]
    const onPath = new Map([[start, 0]])
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const key = top.references[top.next++]?.key
      if (key === undefined) {
        path.pop()
        onPath.delete(top.name)
        done.add(top.name)
        continue
      }
      if (done.has(key)) continue
      const entry = onPath.get(key)
      if (entry !== undefined) {
        diagnostics.push(cycleDiagnostic(path.slice(entry)))
        continue
      }
      const inner = referencesOf(index, key)
      if (inner.length === 0) continue
      onPath.set(key, path.length)
      path.push({ name: key, references: inner, next: 0 })
    }
  }
  return diagnostics
}

interface KeyedReference {
  readonly key: string
  readonly reference: BlockReference
}

/** The references in the parts of a name, in order, with what they refer to. */
function referencesOf(index: BlockIndex, name: string): readonly KeyedReference[] {
  let references: KeyedReference[] | undefined
  for (const block of index.named.get(name) ?? []) {
    for (const reference of referencesIn(block)) {
      references ??= []
      references.push({ key: index.keyOf(reference.name, block), reference })
    }
  }
  return references ?? nothing
}

/** Most names refer to no others. */
const nothing: readonly KeyedReference[] = []

/** More of them help nobody, and many long circles through the same blocks would fill the memory. */
const maximumMembers = 50

function cycleDiagnostic(steps: readonly SearchStep[]): Diagnostic {
  const members = steps.slice(0, maximumMembers)
  const names = members.map(({ name }) => name)
  const more = steps.length - members.length
  // The last of all refers to the first again.
  const links = (more > 0 ? members.slice(0, -1) : members).flatMap(
    ({ references, next }) => references[next - 1]?.reference ?? [],
  )
  const related = links.map((link, at) => ({
    message: `<<${names[at]}>> refers to <<${link.name}>>`,
    location: link.location,
  }))
  const [first] = links
  const left = more > 0 ? [`(${more} more)`] : []
  return {
    code: 'reference-cycle',
    severity: 'error',
    message: `The references go round in a circle: ${[...names, ...left, names[0]].join(' -> ')}.`,
    ...(first && { location: first.location }),
    related,
  }
}

/** Lines that would be references but for a character, or with something around them (12.6). */
function lookalikes(index: BlockIndex, blocks: readonly Block[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const block of blocks) {
    if (block.name === undefined || !block.hasLookalike) continue
    const warn = (line: number, column: number, name: string, problem: string, hint: string) => {
      const place = block.placeOf(line)
      diagnostics.push({
        code: 'not-a-reference',
        severity: 'warning',
        message: `<<${name}>> is ${problem}`,
        location: locate(block.page, { line: place.line, column: place.column + column }, name.length + 4),
        hint,
      })
    }
    block.lines.forEach(({ text, reference }, line) => {
      if (reference) return
      const almost = matchAlmostReference(text)
      if (almost !== undefined) {
        const hint = 'A name may hold letters, digits and `_ - . / :`. The line stays in the target as it is.'
        warn(line, text.indexOf('<<'), almost, 'no reference: its name has other characters.', hint)
      }
      for (const { name, column } of matchInlineReferences(text)) {
        if (!index.named.has(index.keyOf(name, block))) continue
        const hint = 'Put it on a line of its own if you mean the block.'
        warn(line, column, name, 'not expanded: there is other text on its line.', hint)
      }
    })
  }
  return diagnostics
}
