import type { TextRange } from './snippet.ts'
import { type Comment, childOf, childrenOf, isNode, listOf, nodesAround, type SyntaxNode } from './syntax.ts'

/** Code to be put into a text, so that what the page leaves out may be anything. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/** Whether a comment says that something is left out here: `// ...`, `/* … *\/`, `// ... more of them`. */
function isElision({ value }: Comment): boolean {
  return /^\s*(?:\.{3}|…)|(?:\.{3}|…)\s*$/.test(value)
}

/** The places of a text where its author left something out. `dotted`: places of lines of nothing but dots. */
export function findElisions(comments: readonly Comment[], dotted: readonly number[]): TextRange[] {
  const marked = comments.filter(isElision).map(({ start, end }) => ({ start, end }))
  return [...marked, ...dotted.map((start) => ({ start, end: start }))].sort((a, b) => a.start - b.start)
}

/** A comment, or dots, where a value or a type is missing: `return (\n// ...\n)`, `{ price: /* ... *\/ }`, `{ size: ... }`. */
const missingPart = new RegExp(
  [
    // Behind what asks for one,
    /(?<=(?:[=:(?,[|&]|=>|=\{|\b(?:return|extends|await))[ \t\n]*)/,
    /(?:\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/ *(?:\.{3}|…)[^\n]*|(?<==>[ \t]*\([ \t\n]*)\/\/[^\n]+(?=\n[ \t]*(?:\/\/[^\n]*\n[ \t]*)*\))|(?<=(?:[=:?|&]|=>|=\{|\breturn)[ \t]*|[\w$>]\(\s*)\.{3})/,
    // and in front of what ends it, or at the end of a line.
    /(?=[ \t]*(?:\/\/[^\n]*)?\n|\s*(?:[,;)\]}:?]|$))/,
  ]
    .map(({ source }) => source)
    .join(''),
  'g',
)

/** A comment that says what the value of a property is, and takes its comma along: `token: // The token, `. */
const describedValue = /(?<=^[ \t]*[\w$'"]{1,99}:[ \t]*)\/\/[^\n]{2,}(?=\n\s*(?:[\w$'"]+\??:|\}))/gm

/**
 * A text with `any` in place of what stands where a value or a type is missing, and where that is.
 *
 * @param dotted Places of lines of dots, in place of which the text has spaces.
 */
export function withMissingParts(
  text: string,
  dotted: readonly number[],
): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = []
  // Brackets with nothing but dots between them: `return (\n...\n)`.
  const isAlone = (at: number) =>
    /(?:=>|[=(,?:]|\breturn)\s*\(\s*$/.test(text.slice(0, at)) && /^\s*\)/.test(text.slice(at))
  const named = dotted.filter(isAlone).reduce((before, at) => {
    const start = at + (/^[ \t]*(?=[ \t]{3})/.exec(before.slice(at))?.[0].length ?? 0)
    places.push(start)
    return `${before.slice(0, start)}any${before.slice(start + 3)}`
  }, text)
  const full = named.replace(missingPart, (part, at: number) => {
    places.push(at)
    return `any${part.slice(3).replace(/[^\n]/g, ' ')}`
  })
  const all = full.replace(describedValue, (part, at: number) => {
    places.push(at)
    return 'any,'.padEnd(part.length)
  })
  return { text: all, places }
}

/** What makes a value of each `any` that stands for a missing one; where it stands for a type, it is one. */
export function completeMissingParts(program: SyntaxNode, places: readonly number[]): Insertion[] {
  return places
    .filter((at) => nodesAround(program, at, at + 3)[0]?.type === 'Identifier')
    .map((at) => ({ at, text: '0 as ' }))
}

/**
 * What makes anything possible where something is left out: a body returns anything, an object has any properties. A
 * body and an object with nothing but comments count as well (plain blocks, 3.5).
 */
export function completeElisions(
  text: string,
  program: SyntaxNode,
  comments: readonly Comment[],
  elisions: readonly TextRange[],
): Insertion[] {
  // A literal of nothing would be known to be false.
  const any = '(0 as any)'
  const found = new Map<number, Insertion>()
  const add = (at: number, inserted: string) => found.set(at, { at, text: inserted })
  for (const { start, end } of [...elisions, ...comments]) {
    const isMarked = elisions.some((elision) => elision.start === start)
    const [inner, ...outer] = nodesAround(program, start, end)
    if (!inner) continue
    const isEmpty = listOf(inner, inner.type === 'ObjectExpression' ? 'properties' : 'body').length === 0
    if (!isMarked && !isEmpty) continue
    if (inner.type === 'BlockStatement' && mayReturn(outer)) {
      const last = listOf(inner, 'body').at(-1)
      const isBody = outer[0] !== undefined && childOf(outer[0], 'body') === inner && isFunction(outer[0])
      const isLast = isBody && (last === undefined || last.end <= start)
      if (isLast) add(inner.end - 1, ` return ${any} `)
      else if (isMarked) add(start, `if ${any} return ${any}; `)
    } else if (inner.type === 'ObjectExpression') {
      // What is missing in an argument is passed over; the rest of it says what comes out of the call.
      if (isInArgument(inner, outer)) continue
      const before = text
        .slice(inner.start, start)
        .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
        .trimEnd()
      add(start, /[{,]$/.test(before) ? `...${any}, ` : `, ...${any} `)
    } else if (inner.type === 'TSInterfaceBody' || inner.type === 'TSTypeLiteral') {
      if (isMarked) add(start, '[elided: string]: any; ')
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at)
}

/** Whether an object is an argument of a call, or a part of one. */
function isInArgument(node: SyntaxNode, [outer, ...others]: readonly SyntaxNode[]): boolean {
  if (outer?.type === 'CallExpression' || outer?.type === 'NewExpression') return childOf(outer, 'callee') !== node
  return /^(?:Property|ObjectExpression|ArrayExpression)$/.test(outer?.type ?? '') && isInArgument(outer!, others)
}

/** Whether a statement within these nodes, innermost first, may be a `return` with a value. */
function mayReturn(around: readonly SyntaxNode[]): boolean {
  const at = around.findIndex(isFunction)
  const owner = around[at + 1]
  return at !== -1 && !(owner?.type === 'MethodDefinition' && (owner.kind === 'constructor' || owner.kind === 'set'))
}

function isFunction({ type }: SyntaxNode): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

/** Whether something was left out directly within a node. */
export function isElidedIn(node: SyntaxNode, elisions: readonly TextRange[], comments: readonly Comment[]): boolean {
  const isInside = ({ start, end }: TextRange) =>
    node.start <= start &&
    end <= node.end &&
    !childrenOf(node).some((child) => child.start <= start && end <= child.end)
  // Of a call, what counts are its arguments.
  const parts = /^(?:Call|New)Expression$/.test(node.type) ? listOf(node, 'arguments') : childrenOf(node)
  const hasOther = parts.length > 0
  return elisions.some(isInside) || (!hasOther && isNode(node) && comments.some(isInside))
}
