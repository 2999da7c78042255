import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { ReferenceChain } from '../model/origin-map.ts'

/** Bounds of one target, so that a chain of doublings ends in a diagnostic and not in a full disk (12.15). */
export interface ExpansionLimits {
  /** Lines of a target, expanded references counted as well. Default 1,000,000. */
  readonly lines: number
  /** Characters of a target. Default 64 Mi. */
  readonly characters: number
  /** References inside references. Default 10,000. */
  readonly depth: number
}

export const defaultLimits: ExpansionLimits = { lines: 1_000_000, characters: 64 * 1024 * 1024, depth: 10_000 }

/** Thrown where an expansion gets too large. */
export class LimitReached {
  /** What there is more than. */
  readonly what: string
  readonly via: ReferenceChain | undefined
  constructor(what: string, via: ReferenceChain | undefined) {
    this.what = what
    this.via = via
  }
}

/** Adds up what an expansion is made of, before it is put together. */
export class ExpansionSize {
  readonly #limits: ExpansionLimits
  #lines = 0
  #characters = 0

  constructor(limits: ExpansionLimits) {
    this.#limits = limits
  }

  /** @throws LimitReached */
  add(lines: number, characters: number, via: ReferenceChain | undefined): void {
    this.#lines += lines
    this.#characters += characters
    if (this.#lines > this.#limits.lines) throw new LimitReached(`${this.#limits.lines} lines`, via)
    if (this.#characters > this.#limits.characters) throw new LimitReached(`${this.#limits.characters} characters`, via)
  }

  /** @param depth How many references are inside each other. @throws LimitReached */
  checkDepth(depth: number, via: ReferenceChain | undefined): void {
    if (depth > this.#limits.depth) throw new LimitReached(`${this.#limits.depth} references inside each other`, via)
  }
}

/** @param block The first one of the name. */
export function limitDiagnostic(key: string, { what, via }: LimitReached, block: Block | undefined): Diagnostic {
  let outermost = via
  while (outermost?.parent) outermost = outermost.parent
  const location = outermost?.reference.location ?? block?.fence
  return {
    code: 'expansion-limit',
    severity: 'error',
    message: `The expansion of <<${key}>> has more than ${what}.`,
    ...(location && { location }),
    hint: 'Does a block refer to another one twice, which does the same in turn?',
  }
}
