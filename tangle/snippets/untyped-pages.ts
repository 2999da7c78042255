import { groupBy } from './group-by.ts'
import type { Snippet } from './snippet.ts'
import { childrenOf, type SyntaxNode } from './syntax.ts'

/**
 * Tells the pages none of whose blocks has a type, whatever language their fences name: these leave types out, as
 * JavaScript does. A page is looked at when somebody asks for it.
 */
export function findUntypedPages(snippets: readonly Snippet[]): (page: string) => boolean {
  const byPage = groupBy(snippets, ({ block }) => block.page)
  const known = new Map<string, boolean>()
  return (page) => {
    const answer = known.get(page) ?? !byPage.get(page)?.some(hasTypes)
    known.set(page, answer)
    return answer
  }
}

/** Whether a block has a type: of its own, since those of its frame, and `as any` in place of what it leaves out, are none. */
export function hasTypes({ program, own }: Snippet): boolean {
  const isOwn = (node: SyntaxNode) => own.some(({ start, end }) => start <= node.start && node.end <= end)
  const visit = (node: SyntaxNode): boolean => {
    const isImport = node.importKind === 'type' || node.exportKind === 'type'
    if (isOwn(node) && (isImport || (node.type.startsWith('TS') && !/^TS(?:As|Any)/.test(node.type)))) return true
    return childrenOf(node).some(visit)
  }
  return visit(program)
}
