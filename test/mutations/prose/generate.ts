import type { Page } from '../../../tangle/model/page.ts'

/** What a mutant changes, by where it stands and what it looks like. */
export type ProseKind =
  | 'name'
  | 'member'
  | 'code or literal'
  | 'variable'
  | 'flag'
  | 'command'
  | 'path'
  | 'one plain word'
  | 'number in inline code'
  | 'number in a table'
  | 'number in a sentence'
  | 'link'

/** One small change to the prose of a page. */
export interface ProseMutant {
  readonly kind: ProseKind
  readonly page: string
  /** From 0. */
  readonly line: number
  readonly column: number
  readonly before: string
  readonly after: string
}

const span = /(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g
const word = /[A-Za-z_][\w$]*(?:-[A-Za-z\d]+)*/g

/**
 * One mutant for every word and every number of inline code, every number of a table or a sentence, and every address of
 * a link to another page. It reads pages by itself, and knows nothing of how the checks read them: what those pass by is
 * a mutant all the same. Fenced blocks, comments and front matter are left out.
 */
export function generateProseMutants(page: Page): ProseMutant[] {
  const hidden = hiddenLines(page)
  return page.lines.flatMap((text, line) => {
    if (hidden.has(line)) return []
    const at = (kind: ProseKind, column: number, before: string, after: string): ProseMutant => {
      return { kind, page: page.path, line, column, before, after }
    }
    const spans = [...text.matchAll(span)].map(({ 0: all, 1: marks = '', 2: code = '', index }) => {
      return { code, from: index + marks.length, start: index, end: index + all.length }
    })
    const ofSpans = spans.flatMap(({ code, from }) =>
      mutateSpan(code).map((one) => ({ ...at(one.kind, 0, one.before, one.after), column: from + one.column })),
    )
    const links = [...text.matchAll(/\]\((?![a-z]+:|#)([^)\s]+)\)/g)]
    const ofLinks = links.map(({ 1: href = '', index }) => at('link', index + 2, href, renamePath(href)))
    const plain = [...text.matchAll(/(?<![\w.,#&-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])/g)].filter(({ index }) => {
      const isIn = (start: number, end: number) => index >= start && index < end
      return (
        !spans.some(({ start, end }) => isIn(start, end)) &&
        !links.some((link) => isIn(link.index, link.index + link[0].length)) &&
        !/^\s*\d+\.\s/.test(text.slice(0, index + 3))
      )
    })
    const kind = text.trimStart().startsWith('|') ? 'number in a table' : 'number in a sentence'
    const ofNumbers = plain.map(({ 0: number, index }) => at(kind, index, number, nextNumber(number)))
    return [...ofSpans, ...ofLinks, ...ofNumbers]
  })
}

/** Lines of blocks, comments and front matter. */
function hiddenLines({ lines, blocks }: Page): Set<number> {
  const hidden = new Set<number>()
  for (const { fence, endLine } of blocks) for (let line = fence.start.line; line <= endLine; line++) hidden.add(line)
  let isComment = false
  lines.forEach((text, line) => {
    if (!hidden.has(line) && text.includes('<!--')) isComment = true
    if (isComment) hidden.add(line)
    if (text.includes('-->')) isComment = false
  })
  return hidden
}

interface SpanMutant {
  readonly kind: ProseKind
  readonly column: number
  readonly before: string
  readonly after: string
}

function mutateSpan(code: string): SpanMutant[] {
  const isPath = /^[\w.@*-]+(?:\/[\w.@*-]*)+$|^[\w-]+\.(?:ts|md|json|js|toml)$/.test(code) && !code.startsWith('@')
  if (isPath) return [{ kind: 'path', column: 0, before: code, after: renamePath(code) }]
  const isCommand = /^(?:npx |npm |tangle )/.test(code)
  const words = [...code.matchAll(word)].flatMap(({ 0: before, index }): SpanMutant[] => {
    const one = (kind: ProseKind): SpanMutant[] => [{ kind, column: index, before, after: rename(before) }]
    if (/^(?:npx|npm|await|new|const|true|false|null|import|export|run|install|_+)$/.test(before)) return []
    if (/--$/.test(code.slice(0, index))) return one('flag')
    if (isCommand) return /\s[a-z]/.test(code.slice(index - 1, index + 1)) && index < 12 ? one('command') : []
    if (/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(before)) return one('variable')
    if (/\.$/.test(code.slice(0, index))) return one('member')
    if (/[-_]/.test(before)) return one('code or literal')
    if (/[a-z][A-Z]|^[A-Z][a-z]+[A-Z]/.test(before) || /^\w+\(/.test(code.slice(index))) return one('name')
    return before.length > 2 ? one('one plain word') : []
  })
  const numbers = [...code.matchAll(/(?<![\w.,-])\d+(?:[,_]\d{3})*(?![\w.-])/g)].map(
    ({ 0: before, index }): SpanMutant => {
      return { kind: 'number in inline code', column: index, before, after: nextNumber(before) }
    },
  )
  return [...words, ...numbers]
}

/** As somebody would who finds a better word: the last part of a name is another one. */
export function rename(name: string): string {
  if (/^[A-Z\d_]+$/.test(name)) return name.replace(/(?<=_)[A-Z\d]+$|^[A-Z\d]+$/, 'CHOICE')
  if (/[-_]/.test(name)) return name.replace(/[A-Za-z\d]+$/, 'choice')
  return /[a-z\d][A-Z]/.test(name) ? name.replace(/[A-Z][a-z\d]*$/, 'Choice') : `${name}Choice`
}

function renamePath(path: string): string {
  const [, before = '', name = '', after = ''] = /^(.*?)([\w-]+)((?:\.[\w.*]+)?\/?(?:#.*)?)$/s.exec(path) ?? []
  return name === '' ? `${path}choice` : `${before}${name}-choice${after}`
}

function nextNumber(text: string): string {
  return text.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
}
