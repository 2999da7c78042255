import { posix } from 'node:path'
import MarkdownIt from 'markdown-it'
import type { Target } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'

/** markdown-it hands its tokens out without a name for their type. */
export type Token = ReturnType<MarkdownIt['parse']>[number]

const markdown = new MarkdownIt({ html: true })

/** The target that a link of a page leads to, as it does on GitHub: relative to the page. */
export function targetOfLink(href: string, page: string, targets: ReadonlyMap<string, Target>): Target | undefined {
  const path = href.replace(/[?#].*$/, '')
  if (path === '' || path.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(path)) return undefined
  return targets.get(posix.join(posix.dirname(page), decode(path)))
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that encodes nothing is part of the name.
    return path
  }
}

/** The tokens of the text of a link, if a paragraph consists of that link and nothing else. */
export function onlyLink(inline: Token): { readonly href: string; readonly text: readonly Token[] } | undefined {
  const children = (inline.children ?? []).filter((child) => child.type !== 'text' || child.content.trim() !== '')
  const [first] = children
  if (first?.type !== 'link_open' || children.at(-1)?.type !== 'link_close') return undefined
  if (children.filter((child) => child.type === 'link_open').length !== 1) return undefined
  const href = first.attrGet('href')
  const text = inline.children?.slice(inline.children.indexOf(first) + 1, inline.children.indexOf(children.at(-1)!))
  return href === null || !text || text.length === 0 ? undefined : { href, text }
}

/**
 * The targets that a page shows in full, in order: one for each paragraph that is only a link to it. An item of a tight
 * list is not a paragraph, so that a list of examples stays a list.
 */
export function findExampleLinks(page: Page, targets: ReadonlyMap<string, Target>): Target[] {
  if (!page.text.includes('](') && !page.text.includes(']:')) return []
  const tokens = markdown.parse(page.lines.join('\n'), {})
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1]
    if (token.type !== 'inline' || before?.type !== 'paragraph_open' || before.hidden) return []
    const link = onlyLink(token)
    return (link && targetOfLink(link.href, page.path, targets)) ?? []
  })
}
