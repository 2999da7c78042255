import type { BlockLine, BlockReference } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ReferenceChain, TargetLine } from '../../model/origin-map.ts'
import {
  defaultLimits,
  type ExpansionLimits,
  ExpansionSize,
  LimitReached,
  limitDiagnostic,
} from '../../resolve/expansion-limits.ts'
import type { AnnotationStyle } from '../config/annotation-style.ts'
import type { EntangledBlock } from '../model/entangled-block.ts'
import { beginLine, endLine } from './annotate.ts'
import { cycleDiagnostic, languageDiagnostic, undefinedDiagnostic } from './expansion-diagnostics.ts'
import type { EntangledIndex } from './index-blocks.ts'

/** Expands names as Entangled does: blank lines get the indent, too, and parts are annotated (6.3 and 8). */
export class Expander {
  /** The blocks that some expansion has reached. */
  readonly used = new Set<EntangledBlock>()
  readonly diagnostics: Diagnostic[] = []
  readonly #index: EntangledIndex
  readonly #limits: ExpansionLimits
  /** What was reported already: a block that many targets contain is wrong once. */
  readonly #reported = new Set<BlockReference | EntangledBlock>()

  constructor(index: EntangledIndex, limits: ExpansionLimits = defaultLimits) {
    this.#index = index
    this.#limits = limits
  }

  /**
   * The lines of a full name. What cannot be expanded is reported at its reference, with the references that led there, and
   * left out; the rest is expanded, so that one run finds everything.
   */
  expand(key: string, annotation: AnnotationStyle): TargetLine[] {
    const run = new Run(this.#index, this.#limits, annotation !== 'naked', this.used, (about, diagnostic) => {
      if (!this.#reported.has(about)) this.diagnostics.push(diagnostic)
      this.#reported.add(about)
    })
    try {
      run.expand(key, '', undefined, 0)
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error
      this.diagnostics.push(limitDiagnostic(key, error, this.#index.named.get(key)?.[0]))
    }
    return run.lines
  }
}

/** One expansion, with what is open and how much there is. */
class Run {
  readonly lines: TargetLine[] = []
  readonly #index: EntangledIndex
  readonly #size: ExpansionSize
  readonly #annotated: boolean
  readonly #used: Set<EntangledBlock>
  readonly #report: (about: BlockReference | EntangledBlock, diagnostic: Diagnostic) => void
  /** The full names that are being expanded, outermost first. */
  readonly #open = new Set<string>()

  constructor(
    index: EntangledIndex,
    limits: ExpansionLimits,
    annotated: boolean,
    used: Set<EntangledBlock>,
    report: (about: BlockReference | EntangledBlock, diagnostic: Diagnostic) => void,
  ) {
    this.#index = index
    this.#size = new ExpansionSize(limits)
    this.#annotated = annotated
    this.#used = used
    this.#report = report
  }

  expand(key: string, indent: string, via: ReferenceChain | undefined, depth: number): void {
    this.#size.checkDepth(depth, via)
    this.#open.add(key)
    this.#index.named.get(key)?.forEach((block, at) => {
      this.#expandPart(block, at === 0, indent, via, depth)
    })
    this.#open.delete(key)
  }

  #expandPart(
    block: EntangledBlock,
    first: boolean,
    indent: string,
    via: ReferenceChain | undefined,
    depth: number,
  ): void {
    this.#used.add(block)
    const { comment, preambleLength } = block
    if (this.#annotated && !comment) this.#report(block, languageDiagnostic(block, via))
    for (const line of block.lines.slice(0, preambleLength)) this.#push(block, line, indent, via)
    if (this.#annotated && comment) this.#pushAnnotation(indent + beginLine(block, comment, first), via)
    for (const line of block.lines.slice(preambleLength)) {
      if (line.reference) this.#follow(line.reference, block, indent, via, depth)
      else this.#push(block, line, indent, via)
    }
    if (this.#annotated && comment) this.#pushAnnotation(indent + endLine(comment), via)
  }

  #follow(
    reference: BlockReference,
    block: EntangledBlock,
    indent: string,
    via: ReferenceChain | undefined,
    depth: number,
  ): void {
    this.#size.add(1, indent.length, via)
    const key = this.#index.keyOf(reference.name, block)
    if (!this.#index.named.has(key)) {
      this.#report(reference, undefinedDiagnostic(reference, block, via, this.#index))
    } else if (this.#open.has(key)) this.#report(reference, cycleDiagnostic(reference, via, key, [...this.#open]))
    else this.expand(key, indent + reference.indent, { reference, parent: via }, depth + 1)
  }

  #push(block: EntangledBlock, line: BlockLine, indent: string, via: ReferenceChain | undefined): void {
    const text = indent + line.text
    this.#size.add(1, text.length, via)
    this.lines.push({ text, segments: [{ column: indent.length, origin: { block, position: line.position, via } }] })
  }

  /** An annotation comes from nowhere: what somebody asks about it is answered for the line above. */
  #pushAnnotation(text: string, via: ReferenceChain | undefined): void {
    this.#size.add(1, text.length, via)
    this.lines.push({ text, segments: [] })
  }
}
