// Declarations that are shown by their heads alone.

/** A type that is shown by its name and parameters alone. */
const typeHead = /^([ \t]*(?:export[ \t]+)?(?:declare[ \t]+)?type[ \t]+[\w$]+(?:<[^=\n]*>)?)(?=[ \t]*;?[ \t]*$)/gm

/** How a declaration begins that may be shown by its head alone: `export interface Options extends Base`. */
const headStart =
  /^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:declare[ \t]+)?(?:abstract[ \t]+)?(?:interface|class|enum|namespace)[ \t]+[\w$]/

/**
 * A text in which declarations that are shown by their heads alone, up to an empty line or the end, have a body, and the
 * places in it where the rest of them is left out. It has the same lines, and their columns up to there.
 */
export function withBodies(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = []
  let length = 0
  let isHead = false
  const lines = text.replace(typeHead, '$1 = any').split('\n')
  const longer = lines.map((line, at) => {
    const isFirst = at === 0 || /^\s*$|\)[ \t]*$/.test(lines[at - 1] ?? '')
    isHead = isFirst ? headStart.test(line) : isHead
    const isLast = (lines[at + 1] ?? '').trim() === ''
    const head = line.trimEnd().replace(/;$/, '').trimEnd()
    const isBare = isHead && isLast && head !== '' && !/[;{}]$/.test(head)
    const whole = isBare ? `${head} { }` : line
    if (isBare) places.push(length + whole.length - 1)
    length += whole.length + 1
    return whole
  })
  return { text: longer.join('\n'), places }
}

/** A function that is shown up to the end of its parameters for types: `function read<T extends string>`. */
const genericHead =
  /^(\s*(?:\/\/[^\n]*\n\s*)*(?:export[ \t]+)?(?:declare[ \t]+)?(?:async[ \t]+)?function[ \t]+[\w$]+[ \t]*<[^(){};]{1,4000}>)(\s*)$/

/** A text in which such a function has a body. It has the same lines, and their columns up to there. */
export function withParameters(text: string): string {
  return text.replace(genericHead, '$1(): any { return }$2')
}

/** A line with the bound of a parameter for types. */
const boundLine = /^([ \t]*(?:const[ \t]+)?[A-Z][\w$]*[ \t]+extends[ \t][^\n/,]*[^\s/,])(?=[ \t]*(?:\/\/[^\n]*)?$)/gm

/** A text in which parameters for types that stand under each other are a list of them. It has the same lines. */
export function withParametersAsList(text: string): string {
  return text.replace(boundLine, '$1,')
}
