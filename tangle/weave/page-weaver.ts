import type MarkdownIt from 'markdown-it'
import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'
import { normalizeTargetPath } from '../parse/target-path.ts'
import type { AddressOf, CoreState } from './addresses.ts'
import { renderBlockGraph } from './block-graph.ts'
import { renderBlockList } from './block-list.ts'
import { kindOf, renderCaption } from './caption.ts'
import { weaveExampleCode } from './example-code.ts'
import { onlyLink, type Token, targetOfLink } from './example-link.ts'
import { defaultCommand, frameFullExample, languageOf } from './full-example.ts'
import { isPlain, plainId } from './hover/plain-targets.ts'
import { escapeHtml } from './html.ts'
import { linkReferences } from './reference-links.ts'
import { markCode } from './rendered-code.ts'
import { isTwoslash, shownLines } from './shown-lines.ts'
import { readSiteInfo, type SiteInfo } from './site-info.ts'
import { exampleId, type PageMap, type SiteMap } from './site-map.ts'
import type { ExampleAction, WeaveEnvironment, WeaveOptions, WovenBlock } from './weave-options.ts'

/** Weaves the tokens of one page. */
export class PageWeaver {
  readonly #page: PageMap
  readonly #siteMap: SiteMap
  readonly #state: CoreState
  readonly #addressOf: AddressOf
  readonly #md: MarkdownIt
  readonly #options: WeaveOptions

  constructor(
    page: PageMap,
    siteMap: SiteMap,
    state: CoreState,
    addressOf: AddressOf,
    md: MarkdownIt,
    options: WeaveOptions,
  ) {
    this.#page = page
    this.#siteMap = siteMap
    this.#state = state
    this.#addressOf = addressOf
    this.#md = md
    this.#options = options
  }

  readInfos(): void {
    const { blocks } = this.#page
    if (this.#options.plainBlocks) this.#readPlainBlocks()
    let next = 0
    for (const token of this.#state.tokens) {
      if (token.type === 'html_block' && isHiddenCode(token.content)) token.content = ''
      const siteInfo = token.type === 'fence' ? readSiteInfo(token.info) : undefined
      if (!siteInfo) continue
      // By content, in order: front matter and includes move lines, so their numbers say nothing here.
      const at = blocks.findIndex((block, index) => index >= next && isSame(block, token, siteInfo))
      if (at !== -1) next = at + 1
      const block = blocks[at]
      const woven: WovenBlock = { siteInfo: withHeader(siteInfo, block), block }
      token.meta = { ...token.meta, weave: woven }
      if (block && block.header.length > 0) {
        const [before, text] = splitAdded(token)
        token.content = before + text.split('\n').slice(block.header.length).join('\n')
      }
      token.info = siteInfo.siteInfo
    }
  }

  /** Finds the blocks that nobody has named, by content and in order, and takes away what a reader is not to see. */
  #readPlainBlocks(): void {
    const plain = this.#page.page.blocks.filter((block) =>
      isPlain(block, this.#page, this.#options.plainBlocks ?? false),
    )
    let next = 0
    for (const token of this.#state.tokens) {
      if (token.type !== 'fence') continue
      const at = plain.findIndex((block, index) => index >= next && hasText(token, block.lines))
      const block = plain[at]
      if (!block) continue
      next = at + 1
      token.meta = { ...token.meta, weaveCode: plainId(block), weavePlain: block }
      if (!isTwoslash(token.info)) continue
      const lines = block.lines.map(({ text }) => text)
      token.content = `${shownLines(lines)
        .map((line) => lines[line])
        .join('\n')}\n`
      token.info = token.info.replace(/\s*\btwoslash\b/, '')
    }
  }

  weave(): void {
    const { tokens } = this.#state
    const woven: Token[] = []
    const sections = [...this.#page.sections]
    let inCodeGroup = false
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at]!
      const target = this.#targetOfParagraph(token, tokens[at + 1])
      if (token.type.startsWith('container_code-group_')) inCodeGroup = token.nesting === 1
      if (target) {
        const index = sections.findIndex((section) => section.target === target)
        const [section] = index === -1 ? [] : sections.splice(index, 1)
        woven.push(...this.#weaveExample(target, section?.id ?? exampleId(target), tokens[at + 1]!))
        at += 2
      } else if (token.type === 'fence' && token.meta?.weaveCode !== undefined) woven.push(...this.#markPlain(token))
      else if (token.type === 'fence' && !inCodeGroup) woven.push(...this.#weaveBlock(token))
      else {
        if (token.type === 'inline') this.#mendLinks(token)
        woven.push(this.#directive(token) ?? token)
      }
    }
    this.#state.tokens = woven
  }

  #targetOfParagraph(open: Token, inline: Token | undefined): Target | undefined {
    if (open.type !== 'paragraph_open' || open.hidden || !inline) return undefined
    return this.#targetOf(onlyLink(inline)?.href ?? null)
  }

  #targetOf(href: string | null): Target | undefined {
    return href === null ? undefined : targetOfLink(href, this.#page.page.path, this.#siteMap.targets)
  }

  /** A search finds what is written, and no buttons. */
  get #actions(): ExampleAction | undefined {
    return (this.#state.env as WeaveEnvironment).weaveSearch ? undefined : this.#options.actions
  }

  /** A figure around the block: its caption belongs to it, also for those who do not see it. */
  #weaveBlock(fence: Token): Token[] {
    const woven: WovenBlock | undefined = fence.meta?.weave
    if (!woven?.siteInfo.info.literate) return [fence]
    const id = woven.block && this.#page.ids.get(woven.block)
    const captioned = { ...woven, page: this.#page, actions: this.#actions }
    const caption = renderCaption(captioned, this.#siteMap, this.#addressOf)
    const attributes = `class="weave weave-${kindOf(woven.siteInfo)}"${id === undefined ? '' : ` id="${escapeHtml(id)}"`}`
    const { block } = woven
    const [open, close] = markCode(this.#state.env, (html) =>
      block ? linkReferences(html, block, this.#siteMap, this.#addressOf) : html,
    )
    const [before, after] = this.#drawn(woven)
    return [
      this.#html(`<figure ${attributes}>\n${caption}${before}${open}`),
      fence,
      this.#html(`${close}${after}</figure>\n`),
    ]
  }

  /** Code of a plain block says under what its types are filed. Nothing stands around it: tabs count their children. */
  #markPlain(fence: Token): Token[] {
    const id = escapeHtml(fence.meta.weaveCode)
    const search = (this.#state.env as WeaveEnvironment).weaveSearch
    const actions = search ? undefined : this.#options.plainActions?.(fence.meta.weavePlain)
    const end = actions === undefined ? '' : `<p class="weave-actions vp-copy-ignore">${actions}</p>`
    const [open, close] = markCode(this.#state.env, (html) =>
      html.replace(/<(?=[a-z])[^\s>]+/, `$& data-weave-code="${id}"`).replace(/(?=<\/div>\s*$)/, end),
    )
    return [this.#html(open), fence, this.#html(close.trimEnd())]
  }

  /** `<!-- weave: blocks -->` and `<!-- weave: graph -->` stand for what only the whole project can say. */
  #directive(token: Token): Token | undefined {
    const name =
      token.type === 'html_block' ? /^\s*<!--\s*weave:\s*(\S+)\s*-->\s*$/.exec(token.content)?.[1] : undefined
    if (name === 'blocks') {
      return this.#html(renderBlockList(this.#siteMap, this.#page.page.path, this.#addressOf))
    }
    return name === 'graph' ? this.#html(renderBlockGraph(this.#siteMap)) : undefined
  }

  /** What is drawn instead of the text of an expectation, which is folded then. A search finds the text. */
  #drawn({ siteInfo, block }: WovenBlock): readonly [before: string, after: string] {
    const kind = kindOf(siteInfo)
    if (kind === 'block' || !block || (this.#state.env as WeaveEnvironment).weaveSearch) return ['', '']
    const stream = block.attributes.get('stream')?.value === 'stderr' ? 'stderr' : 'stdout'
    const lines = block.lines.map((line) => line.text)
    const html = this.#options.renderExpectation?.(kind === 'transcript' ? 'transcript' : stream, lines)
    return html === undefined
      ? ['', '']
      : [`${html}<details class="weave-as-text"><summary>As text</summary>\n`, '</details>\n']
  }

  /** The whole target, through the site's own rule for fences: highlighted, and with all of its buttons. */
  #weaveExample(target: Target, id: string, link: Token): Token[] {
    const { Token, env } = this.#state
    const name = this.#siteMap.examples.get(target)
    const command = name === undefined ? undefined : (this.#options.command ?? defaultCommand)(name)
    const actions = name === undefined ? undefined : this.#actions?.({ name, target, place: 'example' })
    const frame = frameFullExample(target, id, command, this.#options.download?.(target), actions)
    const summary = new Token('inline', '', 0)
    summary.children = [...(onlyLink(link)?.text ?? [])]
    const fence = new Token('fence', 'code', 0)
    Object.assign(fence, { info: languageOf(target), content: target.text, markup: '```', block: true })
    const isSearch = (env as WeaveEnvironment).weaveSearch === true
    const [open, close] = markCode(env, (html) => {
      return weaveExampleCode(html, { target, id, page: this.#page.page.path }, this.#siteMap, this.#addressOf)
    })
    const code = isSearch ? [] : [this.#html(open), fence, this.#html(close)]
    return [this.#html(frame.open), summary, this.#html(frame.about), ...code, this.#html(frame.close)]
  }

  /** A link in running text to a target leads to its section: the site has no page for the file itself. */
  #mendLinks(inline: Token): void {
    for (const child of inline.children ?? []) {
      const target = child.type === 'link_open' ? this.#targetOf(child.attrGet('href')) : undefined
      const place = target && this.#siteMap.placeOf(target, this.#page.page.path)
      if (!place) continue
      child.attrSet('href', this.#addressOf(place))
      // The address is final: the site's rule for links would spell the id in its own way.
      child.content = this.#md.renderer.renderToken([child], 0, this.#md.options)
      child.type = 'weave_html'
    }
  }

  #html(content: string): Token {
    const token = new this.#state.Token('weave_html', '', 0)
    token.content = content
    return token
  }
}

/** A comment with a fence in it: in the site's own source it would mean nothing to anybody. */
function isHiddenCode(content: string): boolean {
  const end = content.indexOf('-->')
  return /^\s*<!--/.test(content) && /^\s*(?:`{3}|~{3})/m.test(content) && content.slice(end + 3).trim() === ''
}

function isSame(block: Block, token: Token, { info }: SiteInfo): boolean {
  const file = info.attributes.find((attribute) => attribute.key === 'file')
  const name = info.id?.text ?? (file && normalizeTargetPath(file.value))
  const isNamed = block.name === name || block.header.length > 0
  if (!isNamed || block.language !== info.language) return false
  return hasText(token, [...block.header, ...block.lines])
}

/** A line that another plugin has put in front of a block while it loads the page, as a cache of twoslash does, and the rest. */
function splitAdded({ content }: Token): readonly [added: string, text: string] {
  const [added = ''] = /^\/\/ [^\n]*\n/.exec(content) ?? []
  return [added, content.slice(added.length)]
}

/** Whether a fence has these lines, as the page has them or with a line in front that another plugin has added. */
function hasText(token: Token, lines: Block['lines']): boolean {
  const text = lines.map((line) => line.text).join('\n')
  return [token.content, splitAdded(token)[1]].some((content) => content.replace(/\n$/, '') === text)
}

/** A header is read by the toolchain and not by people: what it says counts as if the fence said it. */
function withHeader(siteInfo: SiteInfo, block: Block | undefined): SiteInfo {
  if (!block || block.header.length === 0) return siteInfo
  const attributes = [...block.attributes.values()].map(({ key, value }) => ({ key, value, text: value, column: 0 }))
  const id = block.name === block.target || block.name === undefined ? undefined : { text: block.name, column: 0 }
  return { ...siteInfo, info: { ...siteInfo.info, id, attributes, literate: true } }
}
