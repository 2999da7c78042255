import { posix, sep } from 'node:path'
import { formatLocation } from '../../model/location.ts'
import { isLoaderFile } from '../load/loader-plan.ts'
import type { PagePlace, PagePlaces } from './page-places.ts'

/** A line of a stack of Node; what ends it belongs to the error, where that has properties or stands in a list. */
interface Frame {
  readonly indent: string
  readonly caller: string | undefined
  readonly file: string
  readonly line: number
  readonly column: number
  readonly tail: string
}

const frame = /^(\s+)at (?:(.*?) \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?( \{|,)?$/
const frameOfNode = /^\s+(?:at .*(?:\bnode:|<anonymous>|native).*?|\.\.\. \d+ lines matching .*?)( \{|,)?$/

/** A line that is longer holds no place. */
const longest = 4000

function readFrame(text: string): Frame | undefined {
  if (text.length > longest) return undefined
  const match = frame.exec(text)
  if (!match) return undefined
  const [, indent = '', caller, file = '', line, column, tail = ''] = match
  return { indent, caller, file, line: Number(line) - 1, column: Number(column) - 1, tail }
}

/** The places of pages that a text names: stacks of Node, or a mention of a program in another language. In order. */
export function placesIn(lines: readonly string[], places: PagePlaces): PagePlace[] {
  return lines.flatMap((text) => {
    const found = readFrame(text)
    if (found) return isLoaderFile(found.file) ? [] : (places.find(found.file, found) ?? [])
    return mentionsIn(text, places).map(({ place }) => place)
  })
}

/**
 * A stack for the author of a page: each position is that of the page, with the one in the generated file behind it.
 * What Node does in between is left out, and paths are as they stand in the project.
 */
export function showStack(lines: readonly string[], places: PagePlaces): string[] {
  return withoutFrames(
    lines,
    (found) => {
      const place = places.find(found.file, found)
      const position = place
        ? describePlace(place)
        : `${places.toProjectPath(found.file)}:${found.line + 1}:${found.column + 1}`
      return `${found.indent}at ${found.caller === undefined ? position : `${found.caller} (${position})`}${found.tail}`
    },
    (text) => showMentions(text, places),
  ).map((text) => shortenPaths(text, places))
}

/** A line without the places that it names, such as `/…/x.sh: 12: ` in front of what a shell says. */
export function withoutMentions(text: string, places: PagePlaces): string {
  const without = mentionsIn(text, places).reduceRight(
    (line, { start, end }) => line.slice(0, start) + line.slice(end).replace(/^:\s*/, ''),
    text,
  )
  return shortenPaths(without, places)
}

/** An error without its stack: what the reader of a page sees of it. Paths are as they stand in the project. */
export function hideStack(lines: readonly string[], places: PagePlaces): string[] {
  return withoutFrames(lines, () => undefined).map((text) => shortenPaths(text, places))
}

/** Replaces or drops frames; what a dropped one ends with goes to the line above. The other lines are shown as given. */
function withoutFrames(
  lines: readonly string[],
  replace: (frame: Frame) => string | undefined,
  show: (text: string) => string = (text) => text,
): string[] {
  const kept: string[] = []
  for (const text of lines) {
    const found = readFrame(text)
    const internal = frameOfNode.exec(text)
    const isOurs = found && isLoaderFile(found.file)
    if (!found && !internal) kept.push(show(text))
    else {
      const replaced = found && !isOurs ? replace(found) : undefined
      const tail = found?.tail ?? internal?.[1] ?? ''
      if (replaced !== undefined) kept.push(replaced)
      else if (tail !== '' && kept.length > 0) kept.push(`${kept.pop()}${tail}`)
    }
  }
  return kept
}

function describePlace({ page, generated }: PagePlace): string {
  return [page, generated].flatMap((location) => (location ? [formatLocation(location)] : [])).join(', ')
}

interface Mention {
  readonly start: number
  readonly end: number
  readonly place: PagePlace
}

/**
 * Where a program in another language names a line of itself: `File "/…/x.py", line 12`, `/…/x.sh: 12: `,
 * `/…/x.sh: line 12: `, `x.rb:12:5`, `at /…/x.pl line 12.`.
 */
function mentionsIn(text: string, places: PagePlaces): Mention[] {
  const { tangled } = places.project
  // Most lines name no program, and one without an end is not worth the search.
  if (
    text.length > longest ||
    ![places.folder, posix.basename(places.example.target.path)].some((part) => text.includes(part))
  )
    return []
  const own = places.example.target
  const findTarget = (file: string) => {
    if (file === own.path || own.path.endsWith(`/${file}`)) return own
    const isAbsolute = file.startsWith('/') || /^[A-Za-z]:/.test(file)
    const path = isAbsolute ? places.toProjectPath(file) : undefined
    return tangled.targets.find((target) => target.path === path)
  }
  const mention =
    /(?<file>[^\s"'():,][^"'():,]*)(?:"?, line |: ?line | line |: ?)(?<line>\d+)(?::(?<column>\d+))?(?![\w.-]*\/)/g
  return [...text.matchAll(mention)].flatMap((match): Mention[] => {
    const { file = '', line, column } = match.groups ?? {}
    // The path may follow other words: `died at /…/x.pl line 12`.
    const candidates = [file, ...[...file.matchAll(/\s/g)].map(({ index }) => file.slice(index + 1))]
    for (const candidate of candidates) {
      const target = findTarget(candidate)
      const at = Number(line) - 1
      const code = target?.lines[at]?.text
      if (!target || code === undefined) continue
      const indent = code.length - code.trimStart().length
      const place = places.ofTarget(target, { line: at, column: column === undefined ? indent : Number(column) - 1 })
      const start = match.index + file.length - candidate.length
      return place ? [{ start, end: match.index + match[0].length, place }] : []
    }
    return []
  })
}

function showMentions(text: string, places: PagePlaces): string {
  // From the end, so that what is replaced moves nothing that is still to come.
  return mentionsIn(text, places).reduceRight((line, { start, end, place }) => {
    const quote = text[start - 1] === '"' ? '"' : ''
    return `${line.slice(0, start)}${describePlace(place)}${quote}${line.slice(end)}`
  }, text)
}

function shortenPaths(text: string, { project, folder }: PagePlaces): string {
  return [`${folder}${sep}`, `${project.root}${sep}`].reduce(
    (line, path) => line.replaceAll(`file://${path}`, '').replaceAll(path, ''),
    text,
  )
}
