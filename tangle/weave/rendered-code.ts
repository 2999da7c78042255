import type MarkdownIt from 'markdown-it'

/** Changes the HTML of one block of code after the highlighter. */
export type FinishCode = (html: string) => string

interface Renderer {
  render(source: string, env?: object): string
  renderAsync?(source: string, env?: object): Promise<string>
}

const waiting = new WeakMap<object, FinishCode[]>()
const rendering = new WeakSet<object>()
const marked = /<!--weave-code:(\d+)-->(.*?)<!--\/weave-code-->\n?/gs

/**
 * Lets code be changed once it is highlighted. VitePress 2 highlights after all tokens are rendered, so that no rule of
 * markdown-it ever sees the result; only the rendered page has it.
 */
export function finishRenderedCode(md: MarkdownIt): void {
  // markdown-it-async, which VitePress 2 uses, adds one method to the type.
  const renderer = md as unknown as Renderer
  const { render, renderAsync } = renderer
  renderer.render = (source, env = {}) => {
    const html = render.call(md, source, env)
    return rendering.has(env) ? html : finish(html, env)
  }
  if (!renderAsync) return
  renderer.renderAsync = async (source, env = {}) => {
    // `renderAsync` calls `render`, where the code is not there yet.
    rendering.add(env)
    try {
      return finish(await renderAsync.call(md, source, env), env)
    } finally {
      rendering.delete(env)
    }
  }
}

/** The marks to put around a block, so that `finishCode` gets its HTML. */
export function markCode(env: object, finishCode: FinishCode): readonly [open: string, close: string] {
  const list = waiting.get(env) ?? []
  waiting.set(env, [...list, finishCode])
  return [`<!--weave-code:${list.length}-->`, '<!--/weave-code-->\n']
}

function finish(html: string, env: object): string {
  const list = waiting.get(env) ?? []
  waiting.delete(env)
  return html.replace(marked, (_, number: string, code: string) => list[Number(number)]?.(code) ?? code)
}

/** The HTML of a block of code, cut in its lines. */
export interface RenderedCode {
  readonly before: string
  /** The opening tags of `pre` and `code`. */
  readonly open: string
  /** Each with its line end. */
  readonly lines: readonly string[]
  readonly close: string
  readonly after: string
}

/** Cuts what a highlighter made, or what markdown-it makes without one. */
export function splitRenderedCode(html: string): RenderedCode | undefined {
  const match = /^(.*?)(<pre\b[^>]*>\s*<code\b[^>]*>)(.*)(<\/code>\s*<\/pre>)(.*)$/s.exec(html)
  if (!match) return undefined
  const [, before = '', open = '', code = '', close = '', after = ''] = match
  const isHighlighted = /^<span class="line[ "]/.test(code)
  const lines = code.split(isHighlighted ? /(?=<span class="line[ "])/ : /(?<=\n)/)
  return { before, open, lines, close, after }
}
