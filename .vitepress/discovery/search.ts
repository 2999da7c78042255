import { escapeHtml, renderForSearch } from '../../tangle/weave/index.ts'

interface SearchWords {
  /** Words of the page as a whole. */
  readonly keywords?: unknown
  /** Words of its sections, by the ids of their headings. */
  readonly sectionKeywords?: unknown
}

/**
 * What the search knows of a page: its text, and the words of `keywords` and `sectionKeywords` in its front matter, by
 * which somebody may look for it who does not know ours. Nobody sees them.
 *
 * @throws Error if `sectionKeywords` names a section that the page does not have.
 */
export async function renderWithKeywords(
  source: string,
  env: Parameters<typeof renderForSearch>[1] & { frontmatter?: SearchWords },
  md: Parameters<typeof renderForSearch>[2],
): Promise<string> {
  const html = await renderForSearch(source, env, md)
  const { keywords, sectionKeywords } = env.frontmatter ?? {}
  // Said more than once, a word counts more than one that a text happens to use.
  const words = (list: unknown) => (Array.isArray(list) ? `\n<p>${escapeHtml(`${list.join(' ')} `.repeat(4))}</p>` : '')
  const whole = html.replace('</h1>', () => `</h1>${words(keywords)}`)
  return Object.entries(sectionKeywords ?? {}).reduce((text, [id, list]) => {
    const [heading] = new RegExp(`<h[2-6] id="${id}"[^>]*>.*?</h[2-6]>`, 's').exec(text) ?? []
    if (heading === undefined) throw new Error(`No heading has the id ${id}, which sectionKeywords names.`)
    return text.replace(heading, () => heading + words(list))
  }, whole)
}

/**
 * How much a word counts in a heading, in the text below it, and in the headings above. VitePress counts headings 4
 * times: then a name in a list comes before the page that explains it.
 */
export const searchBoost = { title: 3, text: 2, titles: 1 } as const

/**
 * Words that any question may have say nothing of where its answer is: "what does stale mean" looks for `stale`. It is
 * sent to the browser as it stands here, so it uses nothing else.
 */
export function searchTerm(word: string): string | null {
  const term = word.toLowerCase()
  const isOfQuestions =
    /^(?:a|an|and|any|are|can|do|does|find|for|happens|have|how|i|in|is|it|its|me|mean|means|my|of|on|or|own|put|should|so|that|the|there|this|to|want|was|we|what|when|where|which|who|why|with|you|your)$/
  return isOfQuestions.test(term) ? null : term
}

/**
 * A page that teaches comes before one that lists, and both before what tells of the project itself. A name of the API,
 * such as `ChatService` or `freeUserInput`, is asked for by somebody who wants to know what it is: its own section comes
 * first. It is sent to the browser as it stands here, so it uses nothing else.
 */
export function boostDocument(id: string, term: string, { title }: { readonly title?: unknown } = {}): number {
  const heading = String(title).replace(/\(\)$/, '')
  const name = heading.replace(/^.*\./, '')
  if (/\/reference\/api\//.test(id)) return /[a-z][A-Z]/.test(name) && name.toLowerCase() === term ? 1.6 : 0.6
  if (/\/diagnostics#(?!diagnostics)/.test(id)) return heading === term ? 0.75 : 0.35
  if (/\/tutorials\//.test(id)) return 1.5
  // Of use to few: to people who come from another package.
  if (/\/guides\/from-/.test(id)) return 0.8
  if (/\/guides\//.test(id)) return 1.3
  if (/\/(?:changelog|contributing\/)|\/reference\/(?:blocks|examples|coverage|options-on-the-wire)/.test(id))
    return 0.4
  return /\/(?:reference\/errors#(?!errors)|explanation\/)/.test(id) ? 0.6 : 1
}
