import type { CodeName } from './code-names.ts'

/** Code whose names have types: blocks with a name, full examples, and blocks that nobody has named. */
export const codeSelector = '.weave-block pre, .full-example-body pre, .example-code, [data-weave-code] pre'

/** The code of a block or a full example, on the page. */
export interface CodeBlock {
  /** The id that its types are filed under. */
  readonly id: string
  /** What scrolls, and takes the focus. */
  readonly scroller: HTMLElement
  readonly lines: readonly Element[]
}

/** The code that an element is part of. */
export function codeBlockOf(target: EventTarget | null): CodeBlock | undefined {
  const code = target instanceof Element ? target.closest<HTMLElement>(codeSelector) : null
  const scroller = code?.closest<HTMLElement>('.example-code') ?? code
  const owner = scroller?.closest<HTMLElement>('.weave-block[id], .full-example[id], [data-weave-code]')
  const id = owner?.dataset.weaveCode ?? owner?.id
  return scroller && id !== undefined ? { id, scroller, lines: [...scroller.querySelectorAll('.line')] } : undefined
}

/** The characters of a name. `undefined` if its line has fewer. */
export function rangeOf({ line, column, length }: CodeName, { lines }: CodeBlock): Range | undefined {
  const element = lines[line]
  if (!element) return undefined
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let before = 0
  let hasStart = false
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.textContent?.length ?? 0
    if (!hasStart && column < before + size) {
      range.setStart(node, column - before)
      hasStart = true
    }
    if (hasStart && column + length <= before + size) {
      range.setEnd(node, column + length - before)
      return range
    }
    before += size
  }
  return undefined
}

/** The name below a point of the window. */
export function nameAt(
  names: readonly CodeName[],
  block: CodeBlock,
  target: EventTarget | null,
  x: number,
  y: number,
): CodeName | undefined {
  const element = target instanceof Element ? target.closest('.line') : null
  const line = element ? block.lines.indexOf(element) : -1
  return names.find((name) => {
    if (name.line !== line) return false
    const rects = [...(rangeOf(name, block)?.getClientRects() ?? [])]
    return rects.some(({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom)
  })
}
