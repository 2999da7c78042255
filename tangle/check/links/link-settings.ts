import picomatch from 'picomatch'
import type { TangleConfig } from '../../config/config.ts'

/** Which links are checked, and where those are sought that start with `/`. */
export interface LinkSettings {
  /** `undefined`: where sites are usually rooted. */
  readonly roots: readonly string[] | undefined
  /** Whether an address is checked at all. */
  includes(href: string): boolean
}

/** What the configuration says about links; `undefined` if they are not checked. */
export function linkSettings({ links = true }: TangleConfig): LinkSettings | undefined {
  if (links === false) return undefined
  const {
    root,
    ignore = [],
    relative = false,
  } = links === true ? {} : links === 'relative' ? { relative: true } : links
  const isIgnored = ignore.length === 0 ? () => false : picomatch([...ignore])
  return {
    roots: root === undefined ? undefined : [root].flat().map((folder) => folder.replace(/^\.?\/|\/$/g, '') || '.'),
    includes: (href) => !(relative && !isRelativeFile(href)) && !isIgnored(href.replace(/[?#].*$/s, '')),
  }
}

/** `./a.md`, `../images/b.png`: what every reader of Markdown resolves in the same way. */
function isRelativeFile(href: string): boolean {
  return /^\.\.?\/[^?#]*\.[a-z\d]+(?:[?#]|$)/i.test(href)
}
