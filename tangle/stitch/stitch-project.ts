import type { Diagnostic } from '../model/diagnostic.ts'
import type { PageSource } from '../model/page.ts'
import type { Project } from '../project/project.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'
import { hashText } from '../write/ledger.ts'
import { conflictDiagnostic } from '../write/plan-diagnostics.ts'
import { keepsBlocks } from './compare-blocks.ts'
import { type EditedTarget, findEditedOrphans, findEditedTargets, toSource } from './edited-targets.ts'
import { ImportReader } from './import-reader.ts'
import { applyEdits, collide, diffLines, type LineEdit } from './line-edit.ts'
import { mergeLines, type Side } from './merge-edits.ts'
import { mergePages } from './merge-pages.ts'
import {
  mergedDiagnostic,
  orphanDiagnostic,
  otherBlocksDiagnostic,
  targetDiagnostics,
  unknownBaseDiagnostic,
} from './stitch-diagnostics.ts'
import { type StitchedTarget, stitchTarget, type TargetBase, type TargetConflict, toLines } from './stitch-target.ts'
import { createTangler, type Tangler } from './tangler.ts'

/** A page before and after. */
export interface PageChange {
  readonly path: string
  readonly before: string
  readonly after: string
}

export interface StitchPlan {
  /** The pages that change. None if there is a conflict anywhere. */
  readonly pages: readonly PageChange[]
  /** What the pages say then. */
  readonly tangled: Tangled
  /** All targets that were edited, with what was read of them. */
  readonly edited: ReadonlyMap<string, string>
  /** The edited targets that the pages have taken over, and the text that each of them has on the disk. */
  readonly taken: ReadonlyMap<string, string>
  readonly diagnostics: readonly Diagnostic[]
}

export interface StitchOptions {
  /** The targets that are stitched, in the order of preference. Default: all that were edited. */
  readonly only?: readonly string[]
  /** Who wins where page and target disagree. Default: nobody; it is a conflict. */
  readonly prefer?: Side
  /** Edits that were taken over already, as hashes: a run that was interrupted had got as far. */
  readonly carried?: ReadonlyMap<string, string>
}

/**
 * Finds out what to write into the pages so that they say what somebody made of their targets. Nothing is written. With
 * a conflict anywhere there is nothing to write.
 */
export async function planStitch(project: Project, options: StitchOptions = {}): Promise<StitchPlan> {
  const tangler = createTangler(project)
  const found = await findEditedTargets(project, tangler)
  const taken = new Map<string, string>()
  const open: EditedTarget[] = []
  for (const edited of found) {
    const { path } = edited.target
    if (options.carried?.get(path) === (await hashText(edited.text))) taken.set(path, edited.text)
    else if (options.only?.includes(path) ?? true) open.push(edited)
  }
  if (options.only) {
    const { only } = options
    open.sort((a, b) => only.indexOf(a.target.path) - only.indexOf(b.target.path))
  }
  const orphans = options.only ? [] : await findEditedOrphans(project, tangler)
  const diagnostics = orphans.map(orphanDiagnostic)
  const edited = new Map(found.map(({ target, text }) => [target.path, text]))
  return { edited, ...new Stitcher(project, tangler, options.prefer, taken, diagnostics).stitch(open) }
}

type Stitched = Omit<StitchPlan, 'edited'>

class Stitcher {
  readonly #project: Project
  readonly #tangler: Tangler
  readonly #prefer: Side | undefined
  readonly #taken: Map<string, string>
  readonly #current: readonly PageSource[]
  readonly #diagnostics: Diagnostic[]

  constructor(
    project: Project,
    tangler: Tangler,
    prefer: Side | undefined,
    taken: Map<string, string>,
    diagnostics: readonly Diagnostic[],
  ) {
    this.#diagnostics = [...diagnostics]
    this.#project = project
    this.#tangler = tangler
    this.#prefer = prefer
    this.#taken = taken
    this.#current = project.tangled.pages.map(toSource)
  }

  stitch(open: readonly EditedTarget[]): Stitched {
    const { tangled } = this.#project
    const stitched = open.flatMap((edited) => this.#stitchOne(edited) ?? [])
    const merged = mergePages(this.#current, stitched, this.#prefer)
    this.#diagnostics.push(...merged.diagnostics)
    const pages = merged.pages.flatMap(({ path, text }): PageChange[] => {
      const before = this.#current.find((page) => page.path === path)?.text ?? ''
      return text === before ? [] : [{ path, before, after: text }]
    })
    if (this.#hasErrors()) return this.#plan([], tangled)
    if (pages.length === 0) return this.#plan([], tangled)
    const after = this.#tangler.tangle(merged.pages)
    const errors = after.diagnostics.filter(({ severity }) => severity === 'error')
    this.#diagnostics.push(...errors)
    if (errors.length === 0) this.#verifyBlocks(pages, after)
    if (!this.#hasErrors()) this.#verify(stitched, after)
    return this.#hasErrors() ? this.#plan([], tangled) : this.#plan(pages, after)
  }

  #plan(pages: readonly PageChange[], tangled: Tangled): Stitched {
    return { pages, tangled, taken: this.#taken, diagnostics: this.#diagnostics }
  }

  #hasErrors(): boolean {
    return this.#diagnostics.some(({ severity }) => severity === 'error')
  }

  #stitchOne(edited: EditedTarget): StitchedTarget | undefined {
    const { target, text, isKnown } = edited
    if (!isKnown) {
      this.#diagnostics.push(conflictDiagnostic(target, false))
      return undefined
    }
    const base = edited.base ?? (this.#prefer === 'theirs' ? this.#currentBase(edited) : undefined)
    if (!base) {
      if (this.#prefer === 'ours') this.#taken.set(target.path, text)
      else this.#diagnostics.push(unknownBaseDiagnostic(target, text))
      return undefined
    }
    const result = stitchTarget(base, text, this.#tangler)
    const accepted = result.kind === 'stitched' ? result : this.#decide(base, text, result)
    if (accepted !== 'conflict') this.#taken.set(target.path, text)
    else this.#diagnostics.push(...targetDiagnostics(target, base.target, result as TargetConflict))
    return typeof accepted === 'object' ? accepted : undefined
  }

  #currentBase({ target }: EditedTarget): TargetBase {
    return { sources: this.#current, tangled: this.#project.tangled, target }
  }

  /** What `--ours` and `--theirs` make of an edit that no page can have. */
  #decide(base: TargetBase, text: string, problem: TargetConflict): StitchedTarget | 'undone' | 'conflict' {
    if (this.#prefer === undefined) return 'conflict'
    if (this.#prefer === 'theirs') {
      const reader = new ImportReader(base.target.path, this.#tangler.importFinder)
      const isDerived = problem.kind === 'differs' && problem.hunks.every(onlyImports(problem.editedLines, reader))
      return isDerived ? problem.attempt : 'conflict'
    }
    // What the page cannot have is undone, and the rest is kept if it can stand alone.
    const before = toLines(base.target.text)
    let edits = diffLines(before, toLines(text.replaceAll('\r\n', '\n')))
    for (let open = problem; ; ) {
      const lost = lostEdits(edits, open)
      // A newline at the end comes by itself.
      if (lost.size === 0 && open.kind !== 'no-final-newline') return 'undone'
      edits = edits.filter((edit) => !lost.has(edit))
      const rest = applyEdits(before, edits).map((line) => `${line}\n`)
      const result = stitchTarget(base, rest.join(''), this.#tangler)
      if (result.kind === 'stitched') return result
      open = result
    }
  }

  /** Whichever side wins, no page gets or loses a block by it. */
  #verifyBlocks(changes: readonly PageChange[], after: Tangled): void {
    const find = ({ pages }: Tangled, path: string) => pages.find((page) => page.path === path)
    for (const { path, before, after: text } of changes) {
      if (keepsBlocks(find(this.#project.tangled, path), find(after, path), this.#prefer === 'theirs')) continue
      this.#diagnostics.push(otherBlocksDiagnostic(path, before, text))
    }
  }

  /** What each target says now must be what it said with its own edits, and with those of all others. */
  #verify(stitched: readonly StitchedTarget[], after: Tangled): void {
    for (const own of stitched) {
      const { path } = own.base.target
      const now = after.targets.find((target) => target.path === path)
      if (!now) continue
      const isAlone = stitched.length === 1 && own.base.sources.every((source) => this.#isCurrent(source))
      const others = isAlone ? undefined : this.#without(own, stitched)
      const before = toLines(own.base.target.text)
      const wanted = toLines(own.text)
      const expected = others
        ? mergeLines(before, diffLines(before, toLines(others)), diffLines(before, wanted))
        : wanted
      // With a side that wins, the other one does not get what it wanted.
      if (!expected || this.#prefer || now.text === expected.map((line) => `${line}\n`).join('')) continue
      this.#diagnostics.push(mergedDiagnostic(now, expected, now.text))
    }
  }

  #isCurrent({ path, text }: PageSource): boolean {
    return this.#current.some((page) => page.path === path && page.text === text)
  }

  /** The text of a target with the edits of all other ones. */
  #without(own: StitchedTarget, stitched: readonly StitchedTarget[]): string | undefined {
    const { path } = own.base.target
    const others = stitched.filter((other) => other !== own)
    const { pages } = mergePages(this.#current, others, this.#prefer)
    return this.#tangler.tangleOne(pages, path).targets.find((target) => target.path === path)?.text
  }
}

/** The edits of a target that a problem is about. */
function lostEdits(edits: readonly LineEdit[], problem: TargetConflict): Set<LineEdit> {
  let shift = 0
  const places = edits.map((edit) => {
    const start = edit.start + shift
    shift += edit.lines.length - (edit.end - edit.start)
    return { edit, edited: { start, end: start + edit.lines.length, lines: [] } }
  })
  const isLost = ({ edit, edited }: (typeof places)[number]): boolean => {
    switch (problem.kind) {
      case 'no-final-newline':
        return false
      case 'unattributed':
        return problem.hunks.some((hunk) => collide(hunk, edit))
      case 'differs':
        return problem.hunks.some((hunk) => collide(hunk, edited))
      case 'copies':
        return [problem.conflict.first, problem.conflict.second].some(
          ({ targetLine }) => edited.start <= targetLine && targetLine <= edited.end,
        )
    }
  }
  return new Set(places.filter(isLost).map(({ edit }) => edit))
}

/** Whether a difference is one of import statements and the empty lines around them. */
function onlyImports(edited: readonly string[], reader: ImportReader): (hunk: LineEdit) => boolean {
  return ({ start, end, lines }) => reader.isOnlyImports(edited.slice(start, end)) && reader.isOnlyImports(lines)
}
