import type { Block, BlockLine } from '../model/block.ts'
import type { Page } from '../model/page.ts'

/** A fence of twoslash that other blocks of the page take their first lines from: `ts twoslash include server`. */
const info = /\btwoslash\b.*?\binclude\s+([\w-]+)/
const use = /^\s*\/\/\s*@include:\s*([\w-]+)\s*$/
const step = /^\s*\/\/ - (\S+)/

/** What a page calls the lines that several of its blocks begin with, in the notation of twoslash. */
export class Includes {
  readonly #page: Page
  readonly #known = new Map<string, readonly BlockLine[]>()

  constructor(page: Page) {
    this.#page = page
  }

  /** Notes the lines of a block that is there to be included; false if it is an ordinary one. */
  add(block: Block): boolean {
    const name = info.exec(this.#page.lines[block.fence.start.line] ?? '')?.[1]
    if (name === undefined) return false
    const lines: BlockLine[] = []
    for (const line of this.linesOf(block)) {
      const mark = step.exec(line.text)?.[1]
      // `// - 1` ends a first part, which is included as `server-1`.
      if (mark === undefined) lines.push(line)
      else this.#known.set(`${name}-${mark}`, [...lines])
    }
    this.#known.set(name, lines)
    return true
  }

  /** The lines of a block with those that it includes; each keeps its place on the page. */
  linesOf({ lines }: Block): readonly BlockLine[] {
    if (this.#known.size === 0) return lines
    return lines.flatMap((line) => this.#known.get(use.exec(line.text)?.[1] ?? '') ?? [line])
  }
}
