import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'
import { countLines } from '../parse/line-ends.ts'

/** How large all targets of a project may be together: each may be below its own limits, and there may be any number. */
export interface ProjectLimits {
  readonly lines: number
  readonly characters: number
}

/** What holds for every project (12.15). */
export const projectLimits: ProjectLimits = { lines: 3_000_000, characters: 256 * 1024 * 1024 }

/** Adds up targets. Their lines are counted only when their characters are as many as the lines may be. */
export class ProjectSize {
  #characters = 0
  #lines = 0
  #uncounted: string[] = []

  add(text: string): void {
    this.#characters += text.length
    this.#uncounted.push(text)
  }

  remove(text: string): void {
    this.#count()
    this.#characters -= text.length
    this.#lines -= linesOf(text)
  }

  isAbove(limits: ProjectLimits): boolean {
    if (this.#characters > limits.characters) return true
    if (this.#characters <= limits.lines) return false
    this.#count()
    return this.#lines > limits.lines
  }

  #count(): void {
    for (const text of this.#uncounted) this.#lines += linesOf(text)
    this.#uncounted = []
  }
}

/** Each line of a target has a newline at its end. */
function linesOf(text: string): number {
  return countLines(text) - 1
}

export function projectLimitDiagnostic(location: Location, { lines, characters }: ProjectLimits): Diagnostic {
  return {
    code: 'expansion-limit',
    severity: 'error',
    message: `All targets together have more than ${lines} lines, or ${characters} characters.`,
    location,
    hint: 'The targets after this one are not looked at. Split the project, or look for blocks that many targets contain.',
  }
}
