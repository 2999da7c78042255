import { escapeHtml, renderForSearch } from '../../tangle/weave/index.ts'

/**
 * What the search knows of a page: its text, and the words of `keywords` in its front matter, by which somebody may look
 * for it who does not know ours. They count for the page as a whole, and nobody sees them.
 */
export async function renderWithKeywords(
  source: string,
  env: Parameters<typeof renderForSearch>[1] & { frontmatter?: { keywords?: unknown } },
  md: Parameters<typeof renderForSearch>[2],
): Promise<string> {
  const html = await renderForSearch(source, env, md)
  const { keywords } = env.frontmatter ?? {}
  if (!Array.isArray(keywords)) return html
  return html.replace('</h1>', `</h1>\n<p>${escapeHtml(keywords.join(' '))}</p>`)
}

/** A page that teaches comes before one that lists. It is sent to the browser as it stands here, so it uses nothing else. */
export function boostDocument(id: string): number {
  if (/\/tutorials\//.test(id)) return 1.5
  if (/\/guides\//.test(id)) return 1.2
  return /\/reference\/(?:blocks|examples|coverage|api\/)/.test(id) ? 0.5 : 1
}
