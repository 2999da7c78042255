import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page, PageSource } from '../model/page.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'
import { blocksOf } from '../resolve/target-blocks.ts'
import { restoreAnnotations } from './annotations.ts'
import {
  type BlockEdit,
  type CopyConflict,
  editedTexts,
  gatherEdits,
  type PrefixSource,
  toPageEdits,
} from './block-edit.ts'
import { CandidateFinder, widenToStatements } from './candidates.ts'
import { hasSameBlocks } from './compare-blocks.ts'
import { copyEdits } from './copy-edits.ts'
import { ImportReader } from './import-reader.ts'
import { applyEdits, diffLines, type Hunk, isBlank, type LineEdit, splitLines } from './line-edit.ts'
import { type PlacedLine, placeLines } from './placed-line.ts'
import { SlotFinder } from './slots.ts'
import type { Tangler } from './tangler.ts'

/** The pages that a target was last written from. */
export interface TargetBase {
  readonly sources: readonly PageSource[]
  readonly tangled: Tangled
  readonly target: Target
}

/** An edit of a page, and where in which target somebody made it. */
export interface PageEdit extends LineEdit {
  readonly target: string
  /** The line of the edited target. */
  readonly targetLine: number
}

/** The edits of pages that an edited target is, proven: tangling the edited pages gives it back. */
export interface StitchedTarget {
  readonly kind: 'stitched'
  readonly base: TargetBase
  readonly edits: ReadonlyMap<string, readonly PageEdit[]>
  /** What the edited pages give: the edited text, with the same edit in all other copies of a block. */
  readonly text: string
}

/** What keeps a target from being stitched. */
export type TargetConflict =
  | { readonly kind: 'copies'; readonly conflict: CopyConflict }
  /** Edits that belong to no block, or to one of several. */
  | { readonly kind: 'unattributed'; readonly hunks: readonly Hunk[] }
  /** Tangling would give another text back: what the text would be in place of some lines of the edited one. */
  | {
      readonly kind: 'differs'
      readonly hunks: readonly LineEdit[]
      readonly editedLines: readonly string[]
      /** The pages that would give it. */
      readonly attempt: StitchedTarget
    }
  | { readonly kind: 'no-final-newline' }

/** No target is worth more attempts than this. */
const maximumAttempts = 200

/** Finds the edits of pages that make the text of a target of what it was into what somebody made of it. */
export function stitchTarget(base: TargetBase, edited: string, tangler: Tangler): StitchedTarget | TargetConflict {
  const text = edited.replaceAll('\r\n', '\n')
  if (text !== '' && !text.endsWith('\n')) return { kind: 'no-final-newline' }
  return new TargetStitcher(base, toLines(text), tangler).stitch()
}

interface Attempt {
  readonly isValid: boolean
  readonly edits: ReadonlyMap<string, readonly PageEdit[]>
  readonly text: string
  /** In how many places the text differs from what it has to be. */
  readonly distance: number
  readonly copies?: CopyConflict
}

class TargetStitcher {
  readonly #base: TargetBase
  readonly #before: readonly string[]
  readonly #edited: readonly string[]
  readonly #tangler: Tangler
  readonly #placed: readonly (PlacedLine | undefined)[]
  /** The pages that are tangled again for each attempt: no more than the target needs. */
  readonly #sources: readonly PageSource[]
  readonly #reader: ImportReader
  #attempts = 0

  constructor(base: TargetBase, edited: readonly string[], tangler: Tangler) {
    this.#base = base
    this.#before = base.target.lines.map(({ text }) => text)
    this.#edited = tangler.isEntangled ? restoreAnnotations(base.target.lines, edited) : edited
    this.#tangler = tangler
    this.#placed = placeLines(base.target)
    this.#sources = neededSources(base, tangler)
    this.#reader = new ImportReader(base.target.path, tangler.importFinder)
  }

  stitch(): StitchedTarget | TargetConflict {
    const { target, tangled } = this.#base
    const edits = withPlaces(diffLines(this.#before, this.#edited))
    const hunks = widenToStatements(target, edits, this.#placed, this.#reader)
    const statements = this.#reader.locate(target, tangled.index)
    const slots = new SlotFinder(target, this.#placed, tangled.index, statements)
    const finder = new CandidateFinder(target, this.#placed, slots, this.#reader, statements)
    const candidates = hunks.map((hunk) => finder.find(hunk))
    const lost = hunks.filter((_, at) => candidates[at]?.length === 0)
    if (lost.length > 0) return { kind: 'unattributed', hunks: lost }
    const best = this.#search(hunks, candidates)
    const attempt = { kind: 'stitched', base: this.#base, edits: best.edits, text: best.text } as const
    if (best.isValid && best.distance === 0) return attempt
    if (best.copies) return { kind: 'copies', conflict: best.copies }
    if (!best.isValid) return { kind: 'unattributed', hunks }
    return { kind: 'differs', hunks: diffLines(this.#edited, toLines(best.text)), editedLines: this.#edited, attempt }
  }

  /** Takes the best guess for each edit, and where that does not give the text, the ones that come closer. */
  #search(hunks: readonly Hunk[], candidates: readonly BlockEdit[][][]): Attempt {
    const choice = candidates.map(() => 0)
    let best = this.#try(hunks, candidates, choice)
    const isDone = () => (best.isValid && best.distance === 0) || this.#attempts >= maximumAttempts
    for (let round = 0; round < 2 && !isDone(); round++) {
      for (const [at, options] of candidates.entries()) {
        for (let option = 0; option < options.length && !isDone(); option++) {
          if (option === choice[at]) continue
          const attempt = this.#try(hunks, candidates, choice.with(at, option))
          if (!isBetter(attempt, best)) continue
          best = attempt
          choice[at] = option
        }
      }
    }
    return best
  }

  #try(hunks: readonly Hunk[], candidates: readonly BlockEdit[][][], choice: readonly number[]): Attempt {
    this.#attempts++
    const edits = choice.flatMap((option, at) => candidates[at]?.[option] ?? [])
    const invalid = { isValid: false, edits: new Map(), text: '', distance: Number.POSITIVE_INFINITY }
    const gathered = gatherEdits(edits)
    if (!gathered) return invalid
    if ('first' in gathered) return { ...invalid, copies: gathered }
    // Whoever deletes one of several copies means the reference, not the block.
    for (const [block, own] of gathered)
      if (editedTexts(block, own).length === 0 && this.#countUses(block) > 1) return invalid
    const { isEntangled } = this.#tangler
    const copies = [true, false].map((withImports) =>
      copyEdits(this.#placed, edits, { isEntangled, withImports, reader: this.#reader }),
    )
    const wanted = [this.#edited, ...copies.map((own) => own && applyEdits(this.#before, [...hunks, ...own]))]
    for (const prefixSource of ['neighbour', 'fence'] as const) {
      const attempt = this.#apply(gathered, prefixSource, wanted)
      if (attempt) return attempt
    }
    return invalid
  }

  /** `undefined` if the pages would not be what was meant: a block ends early, another one appears. */
  #apply(
    gathered: ReadonlyMap<Block, readonly BlockEdit[]>,
    prefixSource: PrefixSource,
    wanted: readonly (readonly string[] | undefined)[],
  ): Attempt | undefined {
    const { tangled, target } = this.#base
    const sources = this.#sources
    const edits = new Map<string, PageEdit[]>()
    const texts = new Map<string, string[]>(
      sources.flatMap(({ path, text }) =>
        [...gathered.keys()].some(({ page }) => page === path) ? [[path, splitLines(text)]] : [],
      ),
    )
    for (const [block, blockEdits] of gathered) {
      const pageEdits = toPageEdits(block, blockEdits, texts.get(block.page) ?? [], prefixSource)
      const targetLine = blockEdits[0]?.targetLine ?? 0
      const known = edits.get(block.page) ?? []
      known.push(
        ...pageEdits.map((edit, at) => ({
          ...edit,
          target: target.path,
          targetLine: blockEdits[at]?.targetLine ?? targetLine,
        })),
      )
      edits.set(block.page, known)
    }
    const changed = sources.map((source) => {
      const own = edits.get(source.path)
      return own ? { ...source, text: applyEdits(texts.get(source.path) ?? [], own).join('') } : source
    })
    const after = this.#tangler.tangleOne(changed, target.path)
    const expected = new Map([...gathered].map(([block, own]) => [block, editedTexts(block, own)]))
    const isSound = [...edits.keys()].every((path) =>
      hasSameBlocks(findPage(tangled, path), findPage(after, path), expected),
    )
    const text = after.targets.find(({ path }) => path === target.path)?.text
    if (!isSound || text === undefined) return undefined
    const lines = toLines(text)
    const distances = wanted.flatMap((each) => (each ? [this.#distance(lines, each)] : []))
    return { isValid: true, edits, text, distance: Math.min(...distances) }
  }

  #distance(lines: readonly string[], wanted: readonly string[]): number {
    const isSame = (a: string, b: string) => a === b || (this.#tangler.isEntangled && isBlank(a) && isBlank(b))
    if (lines.length === wanted.length && lines.every((line, at) => isSame(line, wanted[at] ?? ''))) return 0
    return diffLines(lines, wanted, isSame).reduce(
      (sum, { start, end, lines: inserted }) => sum + end - start + inserted.length,
      1,
    )
  }

  /** How many references and files a block is the content of. */
  #countUses(block: Block): number {
    const { index } = this.#base.tangled
    const key = block.name === undefined ? undefined : index.keyOf(block.name, block)
    const references = index.blocks.flatMap((user) =>
      user.lines.filter(({ reference }) => reference && index.keyOf(reference.name, user) === key),
    )
    return references.length + (block.target === undefined ? 0 : 1)
  }
}

/** The pages that the blocks of a target stand in, if they give it without the others. */
function neededSources({ sources, tangled, target }: TargetBase, tangler: Tangler): readonly PageSource[] {
  const paths = new Set([...blocksOf(target, tangled.index)].map(({ page }) => page))
  const needed = sources.filter(({ path }) => paths.has(path))
  const alone = tangler.tangleOne(needed, target.path).targets.find(({ path }) => path === target.path)
  return alone?.text === target.text ? needed : sources
}

function isBetter(attempt: Attempt, best: Attempt): boolean {
  return attempt.isValid && (!best.isValid || attempt.distance < best.distance)
}

function withPlaces(edits: readonly LineEdit[]): Hunk[] {
  let shift = 0
  return edits.map((edit) => {
    const hunk = { ...edit, editedStart: edit.start + shift }
    shift += edit.lines.length - (edit.end - edit.start)
    return hunk
  })
}

function findPage({ pages }: Tangled, path: string): Page | undefined {
  return pages.find((page) => page.path === path)
}

/** The lines of a target; the newline at the end of each is no part of it. */
export function toLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
