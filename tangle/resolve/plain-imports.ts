import type { ImportHead, ImportScan } from './import-scan.ts'
import type { ImportStatement } from './import-statement.ts'

const plainImport = /^([ \t]*import \{ )([\w$, ]+)( \} from )('[\w@./:-]+'|"[\w@./:-]+")(;?)$/
const plainName = /^[A-Za-z_$][\w$]*$/

/** What goes on behind the end of its line, so that a line alone does not tell what it is. */
const longTokens = ['`', '/*', '\\\n']

const maximumNames = 100

/**
 * Reads imports by their lines, in a fraction of the time that it takes to cut a target in tokens. That is possible where
 * each stands in a line of its own, and each of its names in a line of code. `undefined` means that it takes tokens
 * to know.
 */
export function readPlainImports(path: string, text: string): ImportScan | undefined {
  // Between tags, text is text.
  if (/x$/.test(path) || longTokens.some((token) => text.includes(token))) return undefined
  const imports: ImportStatement[] = []
  for (let found = text.indexOf('import'); found !== -1; ) {
    const begin = text.lastIndexOf('\n', found) + 1
    const newline = text.indexOf('\n', found)
    const end = newline === -1 ? text.length : newline
    const statement = readLine(text.slice(begin, end), begin)
    if (!statement || !isWhole(text, begin, end)) return undefined
    imports.push(statement)
    found = text.indexOf('import', end)
  }
  const used = new Set(imports.flatMap(({ names }) => names.map(({ local }) => local)))
  // Each is searched for by itself.
  if (used.size > maximumNames) return undefined
  for (const name of used) if (!isSurelyUsed(name, text, imports)) return undefined
  const head = findHead(text, imports)
  return head && { imports, usedNames: () => used, head: () => head }
}

function readLine(line: string, begin: number): ImportStatement | undefined {
  const [, start, list, middle, source, semicolon] = plainImport.exec(line) ?? []
  if (start === undefined || list === undefined || middle === undefined || source === undefined) return undefined
  const locals = list.split(', ')
  if (!locals.every((name) => plainName.test(name))) return undefined
  let offset = begin + start.length
  const names = locals.map((local) => {
    const name = { imported: local, local, isType: false, offset }
    offset += local.length + 2
    return name
  })
  return {
    start: begin + start.indexOf('import'),
    end: begin + line.length,
    source,
    sourceOffset: begin + start.length + list.length + middle.length,
    isType: false,
    names,
    hasSemicolon: semicolon === ';',
  }
}

const space = /\s*/y
const comment = /\/\/[^\n]*/y
const goesOn = /with\b|assert\b|;/y

/** The next offset where there is something to run. */
function skipComments(text: string, offset: number): number {
  let at = offset
  for (let before = -1; at !== before; ) {
    before = at
    for (const pattern of [space, comment]) {
      pattern.lastIndex = at
      if (pattern.test(text)) at = pattern.lastIndex
    }
  }
  return at
}

/** Whether a statement is neither the end of what stands above it nor goes on below. */
function isWhole(text: string, begin: number, end: number): boolean {
  goesOn.lastIndex = skipComments(text, end)
  if (goesOn.test(text)) return false
  const above = text.slice(0, begin).trimEnd()
  const line = above.slice(above.lastIndexOf('\n') + 1)
  // Behind a comment anything may stand in the line above.
  return !(/[.,]$|(?:\b|\d)(?:import|export|as)$/.test(line) || line.includes('//'))
}

/** In front of a name, or behind it: then it is part of another one. A brace may end an escape: `\u{61}b` is `ab`. */
const beforeName = /[\w$#}\u0080-\uFFFF]/
const behindName = /[\w$\\\u0080-\uFFFF]/
const mark = /['"/]/g

/** Whether a name stands in a line in front of all that could be a string, a comment or a pattern. */
function isSurelyUsed(name: string, text: string, imports: readonly ImportStatement[]): boolean {
  let lineEnd = -1
  let codeEnd = -1
  let next = 0
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    while (at >= (imports[next]?.end ?? Number.POSITIVE_INFINITY)) next++
    if (at > lineEnd) {
      const newline = text.indexOf('\n', at)
      lineEnd = newline === -1 ? text.length : newline
      const lineStart = text.lastIndexOf('\n', at) + 1
      // One that was found for an earlier line may be far away: it is not searched for again.
      if (codeEnd < lineStart) {
        mark.lastIndex = lineStart
        codeEnd = mark.test(text) ? mark.lastIndex - 1 : text.length
      }
    }
    if (at >= (imports[next]?.start ?? Number.POSITIVE_INFINITY)) at = (imports[next]?.end ?? at) - 1
    else if (at > codeEnd) at = lineEnd
    else {
      const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)]
      if (!beforeName.test(before) && !behindName.test(after)) return true
    }
  }
  return false
}

/** `undefined` where there is more than code at the top, or a comment between the imports. */
function findHead(text: string, imports: readonly ImportStatement[]): ImportHead | undefined {
  const first = text.search(/\S/)
  if (/['"/#]/.test(text.charAt(first))) return undefined
  let inHead = 0
  let at = 0
  for (const { start, end } of imports) {
    const gap = text.slice(at, start)
    if (gap.includes('//')) return undefined
    if (gap.trim() !== '') break
    inHead++
    at = end
  }
  const line = text.slice(0, Math.max(first, 0)).split('\n').length - 1
  return { line, isComplete: inHead === imports.length }
}
