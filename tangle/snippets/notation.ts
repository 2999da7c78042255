/** What the lines of a block say besides code (plain blocks, 3.5). */
export interface Notation {
  /** The lines with spaces in place of what is no code. */
  readonly lines: readonly string[]
  /** The same with the lines that `[!code --]` marks; `undefined` if there are none. */
  readonly withRemoved: readonly string[] | undefined
  /** The numbers of lines that stand for something that was left out. */
  readonly elidedLines: readonly number[]
  /** The errors that the block shows: `// @errors: 2345 2339`. */
  readonly errors: readonly number[]
  /** The line of `@errors`. */
  readonly errorsLine: number
  /** The errors that the block asks not to be told: `// @noErrors`, or a list of them. */
  readonly noErrors: 'all' | readonly number[]
  /** Options of the compiler that hold for this block: `// @strict: false`. */
  readonly options: Readonly<Record<string, unknown>>
  /** Where files begin: `// @filename: a.ts`. */
  readonly files: readonly { readonly line: number; readonly name: string }[]
}

const removed = /\[!code --(?::(\d+))?\]/
const addedLine = /^\s*\+.*\[!code \+\+/
const elided = /^\s*(?:\.{3}|…|⋮)\s*[,;]?\s*(?:(?<=[,;]\s*)\/\/.*)?$/
/** One of three dots that stand under each other. */
const lonelyDot = /^\s*\.\s*$/
/** A comment in place of a value: `const schema = /* … *\/`. */
const elidedValue = /^(\s*(?:export\s+)?(?:const|let|var)\b[^=]*=\s*)(\/\*.{4,}\*\/)(?=\s*;?\s*(?:\/\/.*)?$)/

/** A line for the site generator, which no language has: `@@filename(app.module)`. */
const generatorMark = /^@@([a-z]+)(?:\([^)]*\))?\s*$/i

const directive = /^\s*\/\/\s*@([\w-]+)(?:\s*:\s*(.*?))?\s*$/

/**
 * Options of the compiler that a block may switch: those that say what is an error. How modules are found, and what is
 * emitted, is a matter of the project.
 */
const switches = new Map(
  [
    ...['strict', 'strictNullChecks', 'strictFunctionTypes', 'strictBindCallApply', 'strictPropertyInitialization'],
    ...['noImplicitAny', 'noImplicitThis', 'noImplicitReturns', 'noImplicitOverride', 'noUncheckedIndexedAccess'],
    ...['noPropertyAccessFromIndexSignature', 'noFallthroughCasesInSwitch', 'noUnusedLocals', 'noUnusedParameters'],
    ...['exactOptionalPropertyTypes', 'useUnknownInCatchVariables', 'alwaysStrict', 'allowUnreachableCode', 'checkJs'],
    ...['experimentalDecorators', 'emitDecoratorMetadata', 'useDefineForClassFields', 'allowUnusedLabels'],
  ].map((option) => [option.toLowerCase(), option] as const),
)

/**
 * Reads the notations of twoslash and VitePress, and the dots that stand for code. Comments stay: those of twoslash are
 * comments of the language as well. Every column stays where it is.
 */
export function readNotation(lines: readonly string[]): Notation {
  const found = {
    lines: [...lines],
    withRemoved: undefined as string[] | undefined,
    elidedLines: [] as number[],
    errors: [] as number[],
    errorsLine: -1,
    noErrors: [] as 'all' | number[],
    options: {} as Record<string, unknown>,
    files: [] as { line: number; name: string }[],
  }
  const removedAt = findRemovedLines(lines)
  // The same in another language follows.
  const isSwitch = (line: string) => generatorMark.exec(line)?.[1]?.toLowerCase() === 'switch'
  const end = lines.findIndex(isSwitch)
  lines.forEach((line, at) => {
    if (removedAt.has(at) || generatorMark.test(line) || (end !== -1 && at > end)) {
      found.lines[at] = blank(line)
    } else if (at === 0 && line.startsWith('#!')) {
      // Which program runs it; it may be no first line any more.
      found.lines[at] = blank(line)
    } else if (elided.test(line) || isVertical(lines, at)) {
      found.elidedLines.push(at)
      found.lines[at] = blank(line)
    } else {
      // What was added is marked twice now and then: by a plus as well.
      const added = addedLine.test(line) ? line.replace('+', ' ') : line
      found.lines[at] = added.replace(
        elidedValue,
        (_, before: string, comment: string) => before + '0 as any'.padEnd(comment.length),
      )
      readDirective(line, at, found)
    }
  })
  if (removedAt.size > 0)
    found.withRemoved = found.lines.map((line, at) => (removedAt.has(at) ? (lines[at] ?? '') : line))
  return found
}

/** Whether a line is part of an ellipsis of several lines, each of them with one dot. */
function isVertical(lines: readonly string[], at: number): boolean {
  return [at - 1, at + 1].some((other) => [at, other].every((line) => lonelyDot.test(lines[line] ?? '')))
}

/** The numbers of the lines that `[!code --]` strikes out. */
export function findRemovedLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>()
  let removing = 0
  lines.forEach((line, at) => {
    const [, count = '1'] = removed.exec(line) ?? []
    if (removed.test(line)) removing = Number(count)
    if (removing-- > 0) found.add(at)
  })
  return found
}

function readDirective(
  line: string,
  at: number,
  found: {
    errors: number[]
    errorsLine: number
    noErrors: 'all' | number[]
    options: Record<string, unknown>
    files: { line: number; name: string }[]
  },
): void {
  const [, name = '', value = ''] = directive.exec(line) ?? []
  switch (name.toLowerCase()) {
    case 'errors':
      found.errors.push(...numbersIn(value))
      found.errorsLine = at
      return
    case 'noerrorvalidation':
      found.noErrors = 'all'
      return
    case 'noerrors': {
      const numbers = numbersIn(value)
      found.noErrors = numbers.length === 0 || found.noErrors === 'all' ? 'all' : [...found.noErrors, ...numbers]
      return
    }
    case 'filename':
      if (value !== '') found.files.push({ line: at, name: value })
      return
    case 'lib':
      found.options.lib = value.split(',').map((one) => one.trim())
      return
    default: {
      const option = switches.get(name.toLowerCase())
      if (option !== undefined && /^(?:true|false|)$/.test(value)) found.options[option] = value !== 'false'
    }
  }
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d+/g)].map(([number]) => Number(number))
}

/** Spaces in place of a text; line ends stay. */
export function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

/** A text with spaces in place of some of its parts. */
export function blankRanges(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string {
  let result = text
  for (const { start, end } of ranges)
    result = result.slice(0, start) + blank(result.slice(start, end)) + result.slice(end)
  return result
}

/** A text that shows a difference, as it is after it: without lines that begin with `-`, and with those of `+`. */
export function withoutRemovedLines(text: string): string {
  const lines = text.split('\n')
  if (!lines.some((line) => /^[-+](?![-+])/.test(line))) return text
  return lines.map((line) => (/^-(?!-)/.test(line) ? blank(line) : line.replace(/^\+(?!\+)/, ' '))).join('\n')
}
