import { isMap, isScalar } from 'yaml'
import type { BlockLine } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { type Location, locate } from '../../model/location.ts'
import type { Comment } from '../config/languages.ts'
import { parseYaml } from '../config/parse-yaml.ts'
import { codes } from '../model/diagnostic-codes.ts'

/** A value of a header. YAML gives it a type, which counts. */
export interface HeaderAttribute {
  readonly key: string
  readonly value: unknown
  readonly location: Location
}

export interface QuartoHeader {
  /** The lines that are taken off the block: none if it has no others. */
  readonly length: number
  readonly id: { readonly name: string; readonly location: Location } | undefined
  readonly classes: readonly string[]
  /** All other keys. */
  readonly attributes: readonly HeaderAttribute[]
  readonly diagnostics: readonly Diagnostic[]
}

const empty: QuartoHeader = { length: 0, id: undefined, classes: [], attributes: [], diagnostics: [] }

/**
 * The hook `quarto_attributes`: the first lines of a block that begin with the comment opener and `|` are YAML (syntax
 * specification, 4.5).
 */
export function readQuartoHeader(page: string, lines: readonly BlockLine[], comment: Comment): QuartoHeader {
  const texts: { text: string; line: BlockLine; column: number }[] = []
  for (const line of lines) {
    const rest = line.text.startsWith(comment.open) ? line.text.slice(comment.open.length) : ''
    const bar = /^\s*\|/.exec(rest)
    if (!bar) break
    texts.push({ text: rest.slice(bar[0].length), line, column: comment.open.length + bar[0].length })
  }
  const [first] = texts
  if (!first) return empty
  const yaml = texts.map(({ text }) => text).join('\n')
  const at = (offset: number, length: number): Location => {
    const before = yaml.slice(0, offset).split('\n')
    const { line, column } = texts[before.length - 1] ?? first
    const { position } = line
    return locate(
      page,
      { line: position.line, column: position.column + column + (before.at(-1)?.length ?? 0) },
      length,
    )
  }
  const whole = locate(page, first.line.position, first.line.text.length)
  const problem = (severity: 'error' | 'warning', message: string, location = whole): QuartoHeader => ({
    ...empty,
    diagnostics: [{ code: codes.header, severity, message, location }],
  })
  const document = parseYaml(yaml)
  const [broken] = document.errors
  if (broken) {
    const reason = (broken.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
    return problem('error', `The header of the block is not YAML: ${reason}.`, at(broken.pos[0], 1))
  }
  if (document.contents === null) return empty
  if (!isMap(document.contents)) return problem('warning', 'The header of the block is no mapping, and is not read.')

  const attributes = document.contents.items.map((pair): HeaderAttribute => {
    const key = isScalar(pair.key) ? pair.key : undefined
    const name = String(key?.value ?? '')
    return { key: name, value: undefined, location: at(key?.range?.[0] ?? 0, name.length) }
  })
  const values = Object.entries(document.toJS() as Record<string, unknown>) // a map, so an object
  const found = values.map(
    ([key, value]): HeaderAttribute => ({
      key,
      value,
      location: attributes.findLast((item) => item.key === key)?.location ?? whole,
    }),
  )
  const get = (key: string) => found.find((item) => item.key === key && item.value !== null)
  const [id, classes] = [get('id'), get('classes')]
  if (id && typeof id.value !== 'string') {
    return problem(
      'warning',
      'The `id` of the header is no text: the header is not read. Put it in quotes.',
      id.location,
    )
  }
  const names: readonly unknown[] = Array.isArray(classes?.value) ? classes.value : []
  if (names.some((name) => typeof name !== 'string')) {
    const message = 'A class of the header is no text: the header is not read. Put it in quotes.'
    return problem('warning', message, classes?.location)
  }
  // Entangled leaves the lines of a header that has nothing behind it in the target (defect D19), and so do we: a
  // project that lives with it keeps its bytes.
  const isAll = texts.length === lines.length
  const diagnostics: Diagnostic[] = isAll
    ? [
        {
          code: codes.header,
          severity: 'warning',
          message: 'The header is all that the block has: it stays in.',
          location: whole,
        },
      ]
    : []
  return {
    length: isAll ? 0 : texts.length,
    id: id && { name: String(id.value), location: id.location },
    classes: names.map(String),
    attributes: found.filter(({ key, value }) => key !== 'id' && key !== 'classes' && value !== null),
    diagnostics,
  }
}

const looksLikeHeader = /^\s*(?:\/\/|#|--|;+|%|\/\*|\(\*|<!--)\s*\|\s*(?:id|file|classes|mode)\s*:/

/** Whether the block of a language that is not known begins with what its author takes for a header. */
export function startsWithHeader(lines: readonly BlockLine[]): boolean {
  return looksLikeHeader.test(lines[0]?.text ?? '')
}
