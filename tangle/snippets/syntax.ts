import { parseSync } from 'oxc-parser'

/** How the text of a snippet is read. `dts`: as declarations, in which a `const` needs no value. */
export type SyntaxLanguage = 'ts' | 'tsx' | 'dts'

/** A node of the syntax tree of oxc, which is that of ESTree with the additions of typescript-eslint. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** What a parser has against a text. */
export interface SyntaxProblem {
  readonly message: string
  readonly start: number
  readonly end: number
}

export interface Comment {
  readonly type: 'Line' | 'Block'
  /** Without its marks. */
  readonly value: string
  readonly start: number
  readonly end: number
}

export interface ParsedCode {
  readonly program: SyntaxNode
  readonly comments: readonly Comment[]
  /** The first one; `undefined` if the text is fine. */
  readonly problem: SyntaxProblem | undefined
}

/** Parses a text as a module. Offsets count UTF-16 units. Never throws for what the text contains. */
export function parseCode(text: string, language: SyntaxLanguage): ParsedCode {
  const parsed = parseSync(`snippet.${language === 'dts' ? 'd.ts' : language}`, text, {
    lang: language,
    sourceType: 'module',
    astType: 'ts',
  })
  const [error] = parsed.errors
  const label = error?.labels[0]
  const problem = error && { message: error.message, start: label?.start ?? 0, end: label?.end ?? 0 }
  return { program: parsed.program as unknown as SyntaxNode, comments: parsed.comments, problem }
}

/** The nodes directly below a node, in the order of its keys. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (const key in node) {
    const value = node[key]
    if (Array.isArray(value)) for (const item of value) if (isNode(item)) children.push(item)
    if (isNode(value)) children.push(value)
  }
  return children
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
}

/** The node under a key, if there is one. */
export function childOf(node: SyntaxNode, key: string): SyntaxNode | undefined {
  const value = node[key]
  return isNode(value) ? value : undefined
}

/** The nodes of a list under a key; holes of arrays are left out. */
export function listOf(node: SyntaxNode | undefined, key: string): SyntaxNode[] {
  const value = node?.[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The innermost node around a range, and all around it, innermost first. */
export function nodesAround(program: SyntaxNode, start: number, end: number): SyntaxNode[] {
  const path: SyntaxNode[] = []
  let node: SyntaxNode | undefined = program
  while (node) {
    path.unshift(node)
    node = childrenOf(node).find((child) => child.start <= start && end <= child.end && child.end > child.start)
  }
  return path
}
