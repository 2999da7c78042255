import MarkdownIt from 'markdown-it'
import { readFrontMatter } from './front-matter.ts'

/** markdown-it hands its tokens out without a name for their type. */
export type Token = ReturnType<MarkdownIt['parse']>[number]

const markdown = new MarkdownIt({ html: true })
// Addresses are compared with what the page says, so they stay as they are written.
markdown.normalizeLink = (url) => url
markdown.validateLink = () => true

export interface MarkdownText {
  readonly tokens: readonly Token[]
  /** Labels that are defined by `[label]: address`, normalized. */
  readonly definitions: readonly string[]
}

/** Links and inline code are sought in the same pages. */
const parsed = new WeakMap<readonly string[], MarkdownText>()

/** A page with its text, in contrast to `parse-page.ts`, which reads blocks only. Lines are those of the page. */
export function parseMarkdownText(lines: readonly string[]): MarkdownText {
  const known = parsed.get(lines) ?? parse(lines)
  parsed.set(lines, known)
  return known
}

function parse(lines: readonly string[]): MarkdownText {
  const text = [...lines]
  text.fill('', 0, readFrontMatter(lines).length)
  const environment: { references?: Record<string, unknown> } = {}
  const tokens = markdown.parse(text.join('\n'), environment)
  return { tokens, definitions: Object.keys(environment.references ?? {}) }
}

export const normalizeLabel = (label: string): string => markdown.utils.normalizeReference(label)
