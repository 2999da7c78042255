import type MarkdownIt from 'markdown-it'

/** Columns that need no label, since their cells say what they are. */
const plain: readonly string[] = ['type', 'what it is']

/**
 * Gives the cells of a table the heading of their column as `data-label`: on a phone, where rows stand below each other
 * and cells as well, it is shown in front of them. The first cell of a row is its name, and of two columns the second one
 * explains that name; a type stands behind it.
 */
export function labelCells(md: MarkdownIt): void {
  md.core.ruler.push('label_cells', ({ tokens }) => {
    let headings: string[] = []
    let column = 0
    tokens.forEach((token, at) => {
      if (token.type === 'table_open') headings = []
      if (token.type === 'tr_open') column = 0
      if (token.type === 'th_open') headings.push(textOf(tokens[at + 1]?.children ?? []))
      if (token.type !== 'td_open') return
      const heading = headings[column] ?? ''
      const isLabelled = column > 0 && headings.length > 2 && heading !== '' && !plain.includes(heading)
      if (isLabelled) token.attrSet('data-label', heading)
      if (column > 0 && headings.length > 2 && heading === 'type') token.attrSet('class', 'type')
      column++
    })
  })
}

function textOf(children: readonly { readonly content: string }[]): string {
  return children.map(({ content }) => content).join('')
}
