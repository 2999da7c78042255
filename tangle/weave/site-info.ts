import { type InfoString, parseInfoString } from '../parse/info-string.ts'

/** A literate info string, and the same in the words of a site generator. */
export interface SiteInfo {
  readonly info: InfoString
  /** What VitePress understands: `ts:line-numbers {1,3} [title]`. */
  readonly siteInfo: string
  /** What `[title]` or `title=` says. */
  readonly title: string | undefined
}

/**
 * Gives a site generator its own syntax back, whatever form the info string has (syntax specification, 12.4). Nothing
 * comes back for an info string that is not ours: `js {1,3}`, `json`, `js {foo: true}`.
 */
export function readSiteInfo(raw: string): SiteInfo | undefined {
  const info = parseInfoString(raw)
  const leadingGroup = /^\s*\{/.test(raw) && info.language !== undefined
  if (!info.literate && !leadingGroup) return undefined
  const rest = withoutGroups(raw)
  const bracket = /\[([^\]]*)\]/.exec(rest)?.[1]
  const title = bracket ?? info.attributes.find((attribute) => attribute.key === 'title')?.value
  const lineNumbers = /:(?:no-)?line-numbers(?:=\d+)?/.exec(rest)?.[0] ?? ''
  const parts = [
    (info.language ?? (lineNumbers && 'txt')) + lineNumbers,
    info.highlight && `{${info.highlight}}`,
    /(^|\s)twoslash(?=\s|$)/.test(rest) && 'twoslash',
    // A closing bracket would end the title early.
    title !== undefined && `[${title.replaceAll(']', ')')}]`,
  ]
  return { info, siteInfo: parts.filter((part) => part).join(' '), title }
}

/** The text outside braces and quotes: what stands inside them is an attribute, never a word for the site. */
function withoutGroups(raw: string): string {
  return raw
    .replace(/=\s*"(?:\\.|[^"\\])*"/g, '=')
    .replace(/=\s*'(?:\\.|[^'\\])*'/g, '=')
    .replace(/\{[^}]*\}/g, ' ')
}
