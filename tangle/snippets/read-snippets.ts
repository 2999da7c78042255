import type { Block } from '../model/block.ts'
import type { TargetLine } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'
import { isTooDeep } from '../parse/nesting.ts'
import { findAlternatives } from './alternatives.ts'
import { completeElisions, completeMissingParts, findElisions, type Insertion } from './elisions.ts'
import { type Frame, findForm, placeInFrame, type Reading } from './forms.ts'
import { Includes } from './includes.ts'
import { isOtherLanguage, readings, snippetLanguage } from './languages.ts'
import { findNames } from './names/find-names.ts'
import { blank, blankRanges, type Notation, readNotation } from './notation.ts'
import { findOldBlocks } from './old-and-new.ts'
import { type LeftOut, lineStarts, repairedTexts, startsOf } from './repairs/repaired-texts.ts'
import { completeShownTypes } from './shown-types.ts'
import type { Snippet, SnippetCode, TextRange } from './snippet.ts'
import { parseCode, type SyntaxProblem } from './syntax.ts'
import { findTabs } from './tab-groups.ts'

/** A block that parses in no form. */
export interface UnreadableBlock {
  readonly block: Block
  readonly message: string
  /** A line of the block and a column in it, counted from 0. */
  readonly line: number
  readonly column: number
}

export interface ReadSnippets {
  /** In the order of the page. */
  readonly snippets: readonly Snippet[]
  readonly unreadable: readonly UnreadableBlock[]
}

/**
 * The snippets of a page.
 *
 * @param isPlain Tells a block that nothing else keeps true; of the others, some are context.
 * @param isPast The page says what was at some time. Default: no.
 * @param before How many blocks its file has in front of it. Default: none.
 */
export function readSnippets(page: Page, isPlain: (block: Block) => boolean, isPast = false, before = 0): ReadSnippets {
  const tabs = findTabs(page)
  const headings = findHeadings(page)
  const includes = new Includes(page)
  const isOld = findOldBlocks(page, headings)
  const snippets: Snippet[] = []
  const unreadable: UnreadableBlock[] = []
  for (const [at, block] of page.blocks.entries()) {
    const language = snippetLanguage(block)
    // Twoslash shows and checks such a block only where others include it.
    const isIncluded = includes.add(block)
    if (language === undefined || block.lines.length === 0) continue
    const { line } = block.fence.start
    const section = headings.findLast((heading) => heading < line) ?? -1
    const isContextOnly = isIncluded || !isPlain(block)
    const lines = includes.linesOf(block)
    const place = {
      ...{ block, number: before + at + 1, lines, tab: tabs.get(line), section, isContextOnly },
      isOld: isPast || isOld(line),
      isTwoslash: isTwoslash(page, line),
    }
    const read = readSafely(place)
    if (Array.isArray(read)) snippets.push(...read)
    else if (!isContextOnly && !place.isOld && !isNoCode(block, page)) unreadable.push(read)
  }
  return { snippets, unreadable }
}

function isTwoslash({ lines }: Page, fence: number): boolean {
  return /\btwoslash\b/.test(lines[fence] ?? '')
}

/** Whether a block that does not parse is no mistake: commented out, of another language, or said not to be checked. */
function isNoCode(block: Block, page: Page): boolean {
  if (block.hidden && block.attributes.size === 0) return true
  if (isOtherLanguage(page.lines[block.fence.start.line] ?? '')) return true
  return readNotation(block.lines.map(({ text }) => text)).noErrors === 'all'
}

function readSafely(place: BlockPlace): Snippet[] | UnreadableBlock {
  const tooDeep = {
    block: place.block,
    message: 'It is too long, or nested too deeply, to be read',
    line: 0,
    column: 0,
  }
  if (isTooDeep(place.block.content ?? '')) return tooDeep
  try {
    return readBlock(place)
  } catch (error) {
    // The stack is full: chains of calls and operators are levels, too.
    if (error instanceof RangeError) return tooDeep
    throw error
  }
}

function readBlock(place: BlockPlace): Snippet[] | UnreadableBlock {
  const notation = readNotation(place.lines.map(({ text }) => text))
  if (notation.files.length > 0) return readFiles(place, notation)
  return readText(place, notation, notation.lines.join('\n'))
}

/** A block that holds several files, as twoslash reads it: each is a module of its own. */
function readFiles(place: BlockPlace, notation: Notation): Snippet[] {
  const starts = [{ line: 0, name: 'index.ts' }, ...notation.files]
  return starts.flatMap(({ line, name }, at) => {
    const end = starts[at + 1]?.line ?? notation.lines.length
    const lines = notation.lines.map((text, index) => (index < line || index >= end ? blank(text) : text))
    const isCode = /\.[cm]?[jt]sx?$/.test(name) && lines.some((text) => text.trim() !== '')
    const read = isCode ? readText(place, notation, lines.join('\n'), name) : []
    return Array.isArray(read) ? read.map((snippet) => ({ ...snippet, part: at })) : []
  })
}

function readText(place: BlockPlace, notation: Notation, text: string, file?: string): Snippet[] | UnreadableBlock {
  const { block } = place
  const languages = readings(snippetLanguage(block) ?? 'ts')
  const dotted = startsOf(notation.elidedLines, text)
  const facts = { ...place, notation, file }
  const reading = findForm(text, languages)
  if ('form' in reading) return toSnippets(facts, reading, { dotted, missing: [] })
  let problem = reading
  for (const repaired of repairedTexts(text, notation)) {
    const again = findForm(repaired.text, languages)
    if ('form' in again) return toSnippets(facts, again, repaired)
    // What stops the reading of a text for good is what stops it last.
    if (again.start > problem.start) problem = again
  }
  // A difference of a few lines of a whole may be no text before and none after it: nothing but its syntax is judged.
  const mixed = notation.withRemoved && findForm(notation.withRemoved.join('\n'), languages)
  if (mixed && 'form' in mixed)
    return toSnippets({ ...facts, notation: { ...notation, noErrors: 'all' } }, mixed, { dotted, missing: [] })
  return toUnreadable(place, text, problem)
}

/** The lines of the headings of a page, in order. */
function findHeadings({ lines, blocks }: Page): number[] {
  const isCode = (line: number) => blocks.some(({ fence, endLine }) => fence.start.line <= line && line <= endLine)
  return lines.flatMap((text, line) => (/^#{1,6}\s/.test(text) && !isCode(line) ? [line] : []))
}

/** What is known of a block before it is looked into. */
type BlockPlace = Pick<
  Snippet,
  'block' | 'number' | 'lines' | 'tab' | 'section' | 'isOld' | 'isTwoslash' | 'isContextOnly'
>

/** What is known of a block before it is parsed. */
type BlockFacts = BlockPlace & Pick<Snippet, 'notation' | 'file'>

function toUnreadable({ block, lines }: BlockPlace, text: string, { message, start }: SyntaxProblem): UnreadableBlock {
  const before = text.slice(0, Math.min(start, text.trimEnd().length)).split('\n')
  const line = Math.max(
    0,
    block.lines.findIndex((one) => one === lines[before.length - 1]),
  )
  return { block, message, line, column: before.at(-1)?.length ?? 0 }
}

function toSnippets(facts: BlockFacts, reading: Reading, leftOut: LeftOut): Snippet[] {
  const { text, form, parsed, isAmbient } = reading
  const alternatives = form === 'module' && !isAmbient ? findAlternatives(parsed.program, text.length) : []
  const whole = { start: 0, end: text.length }
  if (alternatives.length <= 1) return [toSnippet(facts, reading, text, leftOut, 0, whole)]
  return alternatives.map(({ own, shared }, part) => {
    const kept = [...shared, own].sort((a, b) => a.start - b.start)
    const gaps = kept.map(({ start }, at) => ({ start: kept[at - 1]?.end ?? 0, end: start }))
    const rest = { start: kept.at(-1)?.end ?? 0, end: text.length }
    const alternative = blankRanges(
      text,
      [...gaps, rest].filter(({ start, end }) => start < end),
    )
    return toSnippet(facts, reading, alternative, leftOut, part, own)
  })
}

function toSnippet(
  facts: BlockFacts,
  reading: Reading,
  text: string,
  { dotted, missing }: LeftOut,
  part: number,
  own: TextRange,
): Snippet {
  const { form, language, isAmbient, frame } = reading
  const syntax = isAmbient ? 'dts' : language
  const plain = placeCode(facts, text, frame, [])
  const inFrame = (at: number) => placeInFrame(at, frame)
  const parsed = text === reading.text ? reading.parsed : parseCode(plain.text, syntax)
  const elisions = findElisions(parsed.comments, dotted.map(inFrame))
  const moved = missing.map(inFrame)
  const insertions = isAmbient
    ? []
    : [
        ...completeElisions(plain.text, parsed.program, parsed.comments, elisions),
        ...completeMissingParts(parsed.program, moved),
        ...(form === 'module' ? completeShownTypes(parsed.program) : []),
      ].sort((a, b) => a.at - b.at)
  const completed = placeCode(facts, text, frame, insertions)
  const again = insertions.length === 0 ? parsed : parseCode(completed.text, syntax)
  // What was inserted may not go together with what is there; then nothing is.
  const isKept = again.problem === undefined
  const added = isKept ? insertions : []
  const shift = (at: number) => at + added.filter((one) => one.at < at).reduce((sum, one) => sum + one.text.length, 0)
  const { program, comments } = isKept ? again : parsed
  return {
    ...facts,
    ...{ part, language, form, isAmbient, program, comments },
    code: isKept ? completed : plain,
    names: findNames(program),
    own: [{ start: shift(inFrame(own.start)), end: shift(inFrame(own.end)) }],
    elisions: elisions.map(({ start, end }) => ({ start: shift(start), end: shift(end) })),
  }
}

/** The lines of a text in its frame, with what is inserted: the places of all that comes from the page are known. */
function placeCode(
  { block, lines: places }: BlockFacts,
  text: string,
  frame: Frame | undefined,
  insertions: readonly Insertion[],
): SnippetCode {
  const starts = lineStarts(text)
  const body = text.split('\n').map((line, at): TargetLine => {
    const start = placeInFrame(starts[at] ?? 0, frame)
    const inserted = insertions.filter((one) => start <= one.at && one.at <= start + line.length)
    const position = places[at]?.position ?? { line: block.endLine, column: 0 }
    const segments = [segment(block, position, 0, 0)]
    let result = line
    let added = 0
    for (const one of inserted) {
      const column = one.at - start
      result = result.slice(0, column + added) + one.text + result.slice(column + added)
      added += one.text.length
      // What is inserted points to the place where it was put.
      segments.push(segment(block, position, column + added, column))
    }
    return { text: result, segments }
  })
  const bare = (line: string): TargetLine => ({ text: line, segments: [] })
  const head = frame?.head === undefined ? 0 : starts.indexOf(frame.head)
  const lines = frame ? [...body.slice(0, head), bare(frame.before), ...body.slice(head), bare(frame.after)] : body
  return { lines, text: lines.map((line) => `${line.text}\n`).join('') }
}

function segment(block: Block, position: { line: number; column: number }, column: number, from: number) {
  const start = { line: position.line, column: position.column + from }
  return { column, origin: { block, position: start, via: undefined } }
}
