import type { Attribute, BlockLine } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { type Location, locate, type Position } from '../../model/location.ts'
import { cutPieces, placeLines, type ReferenceSyntax } from '../../parse/cut-pieces.ts'
import { normalizeTargetPath } from '../../parse/target-path.ts'
import type { EntangledConfig } from '../config/config.ts'
import { findComment } from '../config/languages.ts'
import { countPreambleLines } from '../hooks/preamble.ts'
import { type QuartoHeader, readQuartoHeader, startsWithHeader } from '../hooks/quarto-attributes.ts'
import { codes } from '../model/diagnostic-codes.ts'
import type { EntangledBlock } from '../model/entangled-block.ts'
import { namespaceOf } from '../model/names.ts'
import { type AttributeToken, type AttributeTokens, readAttributes } from './attributes.ts'
import { parseMode } from './mode.ts'
import { matchReference } from './reference.ts'

/** A block as it stands in its source, cut at its fences. */
export interface RawBlock {
  readonly index: number
  readonly properties: string
  /** Where the properties start in the opening line. */
  readonly propertiesColumn: number
  readonly inBraces: boolean
  readonly fence: Location
  readonly content: readonly BlockLine[]
  readonly endLine: number
  readonly hidden: boolean
}

/** Nothing escapes a reference. */
const referenceSyntax: ReferenceSyntax = { matchReference, matchEscape: () => undefined }

interface Value {
  readonly value: unknown
  readonly location: Location
}

/** Finds out what the blocks of one source are called and where they go (syntax specification, 4 and 5). */
export class BlockReader {
  readonly #page: string
  readonly #config: EntangledConfig
  readonly #namespace: readonly string[]
  readonly #parts = new Map<string, number>()
  readonly #report: (diagnostic: Diagnostic) => void

  constructor(page: string, config: EntangledConfig, report: (diagnostic: Diagnostic) => void) {
    this.#page = page
    this.#config = config
    this.#namespace = namespaceOf(page, config)
    this.#report = report
  }

  read(raw: RawBlock): EntangledBlock {
    const read = readAttributes(raw.properties)
    const at = (token: { column: number; text: string }): Location => {
      const { line } = raw.fence.start
      return locate(this.#page, { line, column: raw.propertiesColumn + token.column }, token.text.length)
    }
    this.#reportTokens(read, raw, at)
    const [language, ...classes] = read.tokens.filter((token) => token.kind === 'class').map((token) => token.key)
    const header = this.#readHeader(raw, language)
    const values = collectValues(read.tokens, at, header)
    const idToken = read.tokens.find((token) => token.kind === 'id')
    const id = idToken ? { name: idToken.key, location: at(idToken) } : header?.id
    const file = this.#file(values.get('file'))
    const name = id?.name ?? file
    const headerLength = header?.length ?? 0
    const kept = raw.content.slice(headerLength)
    const content = kept.length === 0 ? undefined : kept.map(({ text }) => text).join('\n')
    const placeOf = (line: number): Position => kept[line]?.position ?? raw.fence.start
    const placed = { page: this.#page, content, placeOf }
    const cut = cutPieces(placed, referenceSyntax)
    return {
      ...placed,
      index: raw.index,
      language,
      classes: [...classes, ...(header?.classes ?? [])],
      name,
      target: file === undefined ? undefined : normalizeTargetPath(file),
      attributes: toAttributes(values),
      ...cut,
      lines: placeLines(placed, cut.pieces),
      header: raw.content.slice(0, headerLength),
      fence: raw.fence,
      endLine: raw.endLine,
      nameLocation: id?.location ?? values.get('file')?.location ?? raw.fence,
      hidden: raw.hidden,
      namespace: this.#namespace,
      comment: findComment(this.#config.languages, language),
      preambleLength: countPreambleLines(kept, this.#config.hooks),
      part: name === undefined ? 0 : this.#countPart(name),
      mode: this.#mode(values.get('mode')),
    }
  }

  #readHeader(raw: RawBlock, language: string | undefined): QuartoHeader | undefined {
    if (!this.#config.hooks.has('quarto_attributes')) return undefined
    const comment = this.#config.languages.get(language ?? '')?.comment
    if (comment) {
      const header = readQuartoHeader(this.#page, raw.content, comment)
      for (const diagnostic of header.diagnostics) this.#report(diagnostic)
      return header
    }
    if (startsWithHeader(raw.content)) {
      const message =
        language === undefined
          ? 'The header of this block is not read, since the block has no language.'
          : `The header of this block is not read: Entangled knows no language ${language}.`
      this.#report({
        code: codes.language,
        severity: 'warning',
        message,
        location: raw.fence,
        hint: `Add the language to \`languages\` in ${this.#config.file}.`,
      })
    }
    return undefined
  }

  #file(value: Value | undefined): string | undefined {
    if (!value) return undefined
    if (typeof value.value === 'string' && value.value !== '') return value.value
    const isEmpty = value.value === ''
    this.#report({
      code: 'invalid-attribute',
      severity: isEmpty ? 'warning' : 'error',
      message: isEmpty
        ? '`file` is empty: no file is written.'
        : `\`file\` must be a text, not ${String(value.value)}.`,
      location: value.location,
      ...(!isEmpty && { hint: 'Put it in quotes.' }),
    })
    return undefined
  }

  #mode(value: Value | undefined): number | undefined {
    // What Python takes for false says nothing.
    if (!value || value.value === 0 || value.value === '' || value.value === false) return undefined
    const mode = parseMode(value.value)
    if (mode === undefined) {
      this.#report({
        code: 'invalid-attribute',
        severity: 'error',
        message: `\`mode\` must be octal digits, such as 0755, not ${String(value.value)}.`,
        location: value.location,
      })
    }
    return mode
  }

  #countPart(name: string): number {
    const part = this.#parts.get(name) ?? 0
    this.#parts.set(name, part + 1)
    return part
  }

  /** What Entangled drops, or reads in another way than it looks (defects D14 and D15). Nothing of it changes a target. */
  #reportTokens(
    { tokens, unread }: AttributeTokens,
    raw: RawBlock,
    at: (token: AttributeTokenPlace) => Location,
  ): void {
    const warn = (message: string, token: AttributeTokenPlace, hint: string) => {
      this.#report({ code: codes.unreadable, severity: 'warning', message, location: at(token), hint })
    }
    if (unread && (raw.inBraces ? isBraced(raw.properties) : /#\p{L}|file\s*=/u.test(unread.text))) {
      const hint = 'Attributes are `#name`, `.class`, `key=value` and `key="…"`, and begin with a letter.'
      warn(`\`${unread.text}\` cannot be read, and Entangled drops it.`, unread, hint)
    }
    for (const token of tokens) {
      if (token.kind !== 'attribute') continue
      if (token.key.includes('=')) {
        warn(`\`${token.text}\` has the key \`${token.key}\`.`, token, 'Put a value that has a `=` in double quotes.')
      } else if (!token.quoted && /^'/.test(token.value)) {
        warn(`\`${token.text}\` keeps its single quotes.`, token, 'Only double quotes quote.')
      }
    }
    this.#reportDuplicates(tokens, at)
  }

  #reportDuplicates(tokens: readonly AttributeToken[], at: (token: AttributeTokenPlace) => Location): void {
    const seen = new Map<string, AttributeToken>()
    for (const token of tokens) {
      if (token.kind === 'class') continue
      const key = token.kind === 'id' ? '#' : token.key
      const first = seen.get(key)
      if (!first) seen.set(key, token)
      else if (first.text !== token.text) {
        this.#report({
          code: codes.duplicate,
          severity: 'warning',
          message: `\`${token.text}\` has no effect, since \`${first.text}\` stands before it.`,
          location: at(token),
        })
      }
    }
  }
}

interface AttributeTokenPlace {
  readonly column: number
  readonly text: string
}

/** In the basic style the braces are part of the properties, and those of site generators are no mistake. */
function isBraced(properties: string): boolean {
  return !properties.includes('{') || /\{[^}]*(?:#\p{L}|file\s*=)/u.test(properties)
}

/** The first value of each key; the fence comes before the header (4.4 and 4.5). */
function collectValues(
  tokens: readonly AttributeToken[],
  at: (token: AttributeToken) => Location,
  header: QuartoHeader | undefined,
): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const token of tokens) {
    if (token.kind !== 'attribute' || values.has(token.key)) continue
    values.set(token.key, { value: token.value, location: at(token) })
  }
  for (const { key, value, location } of header?.attributes ?? []) {
    if (!values.has(key)) values.set(key, { value, location })
  }
  return values
}

function toAttributes(values: ReadonlyMap<string, Value>): Map<string, Attribute> {
  const attributes = [...values].map(([key, { value, location }]): [string, Attribute] => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return [key, { key, value: text, location }]
  })
  return new Map(attributes)
}
