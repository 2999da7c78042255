import { excerptedLines, excerptedTarget } from '../check/excerpts/check-excerpts.ts'
import { type BlockProof, hasCode, isExecutable, proofOf } from '../check/proof/block-proof.ts'
import type { Block } from '../model/block.ts'
import { canonicalLanguage } from '../model/language.ts'
import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import type { LineSet } from './line-set.ts'
import type { MeasuredTarget } from './measured-target.ts'

/** What is known about one block of a page. */
export interface BlockCoverage {
  readonly block: Block
  readonly proof: BlockProof | undefined
  /** Whether the compiler has checked it; `undefined` if its language has none. */
  readonly typeChecked: boolean | undefined
  /** Whether any of its lines ran; `undefined` if nothing in it could, or nothing is known of it. */
  readonly executed: boolean | undefined
  /** Whether it could have run without anybody knowing: its runner says nothing about lines. */
  readonly isUnknown: boolean
  /** The lines of the page with something to run, 0-based, in order; known of JavaScript and TypeScript only. */
  readonly codeLines: readonly number[]
  /** Those of them that ran. */
  readonly ranLines: readonly number[]
  /** Why it is not run, where its page or the block that makes a program of it says so. */
  readonly skipped: string | undefined
}

/** A piece of a target: where it is written, and whether there is something to run in it. */
interface Piece {
  readonly target: MeasuredTarget
  /** The line of the block's own page. */
  readonly line: number
  /** Where a run reports it: the place that it was tangled from. */
  readonly page: string
  readonly pageLine: number
  readonly isCode: boolean
}

/**
 * Says of each block that is code what has been proven of it. Blocks that only put others together are left out, and so
 * are those that are compared with a run, or run as commands: those prove themselves.
 */
export function coverBlocks(
  project: Project,
  targets: readonly MeasuredTarget[],
  typed: ReadonlySet<Target>,
  ran: LineSet,
): BlockCoverage[] {
  const pieces = piecesOf(project, targets)
  return project.tangled.index.blocks.flatMap((block) => {
    const own = pieces.get(block) ?? []
    const proof = proofOf(block, project)
    if (proof === 'expectation' || proof === 'commands') return []
    const isCode = (isExecutable(block, project.config) && hasCode(block)) || own.some(({ target }) => target.isProgram)
    const isComposition = own.length === 0 && project.tangled.used.has(block)
    return isCode && !isComposition ? [coverBlock(block, proof, own, typed, ran)] : []
  })
}

function coverBlock(
  block: Block,
  proof: BlockProof | undefined,
  own: readonly Piece[],
  typed: ReadonlySet<Target>,
  ran: LineSet,
): BlockCoverage {
  const attribute = (key: string) => block.attributes.get(key)?.value
  const skipped = proof === 'skipped' ? (attribute('reason') ?? '') : skippedRun(own)
  const isTyped = own.some(({ target }) => typed.has(target.target))
  const hasCompiler = isTyped || (typed.size > 0 && /^tsx?$/.test(canonicalLanguage(block.language ?? '')))
  const code = own.filter(({ isCode }) => isCode)
  const ranCode = code.filter(({ page, pageLine }) => ran.has(page, pageLine))
  // Traces of other languages leave out lines that did run: the rest of a long statement, the end of a loop.
  const isLine = ({ target }: Piece) => target.isScript
  const [codeLines, ranLines] = [sortedLines(code.filter(isLine)), sortedLines(ranCode.filter(isLine))]
  const isKnown = proof === undefined || (code.length > 0 && own.some(({ target }) => target.isMeasured))
  // What must not compile has been proven by the compiler.
  const isToRun = isKnown && skipped === undefined && attribute('check') !== 'error'
  return {
    ...{ block, proof, codeLines, ranLines, skipped },
    typeChecked: hasCompiler && proof !== 'skipped' ? isTyped : undefined,
    isUnknown: !isKnown && skipped === undefined && code.length > 0 && own.every(({ target }) => !target.isMeasured),
    executed: isToRun ? ranCode.length > 0 : undefined,
  }
}

/** The reason why no program that contains the block is run; `undefined` if one is. */
function skippedRun(own: readonly Piece[]): string | undefined {
  const reasons = own.map(({ target }) => target.skipped)
  return reasons.includes(undefined) ? undefined : reasons[0]
}

function piecesOf(project: Project, targets: readonly MeasuredTarget[]): ReadonlyMap<Block, readonly Piece[]> {
  const pieces = new Map<Block, Piece[]>()
  const add = (block: Block, piece: Piece) => {
    const list = pieces.get(block)
    if (list) list.push(piece)
    else pieces.set(block, [piece])
  }
  for (const target of targets) {
    target.target.lines.forEach(({ segments }, at) => {
      for (const { origin } of segments) {
        for (const { block, position } of [origin, ...(origin.also ?? [])]) {
          const { line } = position
          add(block, { target, line, page: block.page, pageLine: line, isCode: target.codeLines.has(at) })
        }
      }
    })
  }
  for (const block of project.tangled.index.blocks) {
    const value = block.attributes.get('excerpt')?.value
    const excerpted = value === undefined ? undefined : excerptedTarget(value, project)
    const target = targets.find((one) => one.target === excerpted)
    if (!target) continue
    excerptedLines(block, target.target)?.forEach((at, index) => {
      const origin = target.target.lines[at]?.segments[0]?.origin
      const line = block.lines[index]?.position.line
      if (!origin || line === undefined) return
      const [page, pageLine] = [origin.block.page, origin.position.line]
      add(block, { target, line, page, pageLine, isCode: target.codeLines.has(at) })
    })
  }
  return pieces
}

function sortedLines(pieces: readonly Piece[]): number[] {
  return [...new Set(pieces.map(({ line }) => line))].sort((a, b) => a - b)
}
