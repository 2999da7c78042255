import type MarkdownIt from 'markdown-it'
import { escapeHtml } from '../tangle/weave/index.ts'

/**
 * Makes the outline of a page say `sendMessage` for a heading `ChatService.sendMessage()`, since it stands below that
 * class there: it leaves out elements of the class `ignore-header`. The id of the heading stays.
 */
export function setOwnersApart(md: MarkdownIt): void {
  md.core.ruler.push('heading_owner', ({ tokens }) => {
    tokens.forEach((token, at) => {
      if (tokens[at - 1]?.type !== 'heading_open') return
      for (const child of token.children ?? []) {
        const [, owner, method] = /^(\w+\.)(\w+)\(\)$/.exec(child.type === 'code_inline' ? child.content : '') ?? []
        if (owner === undefined || method === undefined) continue
        child.content = `<code class="ignore-header owner">${escapeHtml(owner)}</code><code>${escapeHtml(method)}</code><code class="ignore-header">()</code>`
        child.type = 'html_inline'
      }
    })
  })
}
