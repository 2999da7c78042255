import picomatch from 'picomatch'
import type { TangleConfig } from '../../config/config.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { type Location, locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'

/** How words in prose are judged. */
export interface WordSettings {
  /** Undefined where nobody said anything: then only what stands out is reported, as a warning. */
  readonly level: 'warning' | 'error' | undefined
  readonly ignore: readonly string[]
}

/** `words` of a configuration; `undefined` if nothing is looked at. */
export function wordSettings({ words }: TangleConfig): WordSettings | undefined {
  if (words === false) return undefined
  if (words === undefined) return { level: undefined, ignore: [] }
  if (words === true) return { level: 'warning', ignore: [] }
  if (words === 'error') return { level: 'error', ignore: [] }
  const { level = 'warning', ignore = {} } = words
  return { level, ignore: Array.isArray(ignore) ? ignore : Object.keys(ignore) }
}

/** A word that is meant to be unknown, and whether one was met. */
interface Exception {
  readonly word: string
  readonly page: string | undefined
  readonly location: Location | undefined
  isNeeded: boolean
}

/** The words that the configuration and comments of pages take out. */
export class WordExceptions {
  readonly #exceptions: Exception[]
  readonly #unexplained: readonly ExceptionComment[]

  constructor(settings: WordSettings, pages: readonly Page[]) {
    const common = settings.ignore.map((word) => ({ word, page: undefined, location: undefined, isNeeded: false }))
    const comments = pages.flatMap(readComments)
    const ofPages = comments.flatMap(({ words }) =>
      words.map(({ word, location }) => ({ word, page: location.file, location, isNeeded: false })),
    )
    this.#exceptions = [...common, ...ofPages]
    this.#unexplained = settings.level === 'error' ? comments.filter(({ reason }) => reason === undefined) : []
  }

  /** Whether one of these, a word or the whole of its span, is excepted on a page. */
  excepts(page: string, words: readonly string[]): boolean {
    const found = this.#exceptions.filter((one) => {
      if (one.page !== undefined && one.page !== page) return false
      return words.some((word) => word === one.word || (one.word.includes('*') && picomatch.isMatch(word, one.word)))
    })
    for (const one of found) one.isNeeded = true
    return found.length > 0
  }

  /** What is said to be unknown, and is not; and, where unknown words are errors, what is so without a reason. */
  findings(): Diagnostic[] {
    return [...this.#needless(), ...this.#unexplained.flatMap(unexplained)]
  }

  #needless(): Diagnostic[] {
    return this.#exceptions
      .filter(({ isNeeded }) => !isNeeded)
      .map(({ word, location }) => ({
        code: 'needless-exception',
        severity: 'error',
        message: `The word ${word} is excepted, but no page has it as an unknown one.`,
        ...(location && { location }),
        hint: location ? 'Take it out of the comment.' : 'Take it out of `words.ignore`.',
      }))
  }
}

function unexplained({ words: [first] }: ExceptionComment): Diagnostic[] {
  if (!first) return []
  return [
    {
      code: 'exception-without-reason',
      severity: 'error',
      message: `The word ${first.word} is excepted without a reason.`,
      location: first.location,
      hint: 'Write `reason="…"` behind the words of the comment.',
    },
  ]
}

const comment = /<!--\s*tangle-ignore-words:\s*([\s\S]*?)\s*-->/g

/** A comment of a page that excepts words, `<!-- tangle-ignore-words: a, b reason="…" -->`. */
interface ExceptionComment {
  readonly words: readonly { readonly word: string; readonly location: Location }[]
  readonly reason: string | undefined
}

function readComments({ path, lines, blocks }: Page): ExceptionComment[] {
  if (!lines.some((line) => line.includes('tangle-ignore-words'))) return []
  const inBlock = new Set(
    blocks.filter(({ hidden }) => !hidden).flatMap(({ fence, endLine }) => range(fence.start.line, endLine)),
  )
  return lines.flatMap((text, line) =>
    [...text.matchAll(comment)].flatMap(({ 0: all, 1: said = '', index }) => {
      if (inBlock.has(line)) return []
      const [, list = said, reason] = /^(.*?)\s*\breason="([^"]*)"$/.exec(said) ?? []
      const words = list.split(',').map((part) => {
        const word = part.trim().replace(/^`|`$/g, '')
        const column = index + Math.max(0, all.indexOf(word, all.indexOf(':')))
        return { word, location: locate(path, { line, column }, word.length) }
      })
      return [{ words, reason: reason?.trim() || undefined }]
    }),
  )
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
