import { posix } from 'node:path'
import type { Project } from '../project/project.ts'
import { suggest } from '../resolve/suggest.ts'
import { parseData } from './parse-data.ts'

/** A place of a file that pages name as a source: `bench/results.json#check`. */
export interface DataPlace {
  readonly file: string
  /** Behind `#`; empty for the whole file. */
  readonly key: string
}

/** Nothing can be read there. The message says why. */
export class DataError extends Error {
  override readonly name = 'DataError'
  readonly near: string | undefined

  constructor(message: string, near?: string) {
    super(message)
    this.near = near
  }
}

/** Larger files are nothing that a person names as a source. */
const largestFile = 1_000_000

export function toDataPlace(text: string): DataPlace {
  const [, file = text, key = ''] = /^([^#]*)#(.*)$/.exec(text) ?? []
  return { file, key }
}

/** The language of data that a file is in, by its extension. */
export function dataLanguage(file: string): string | undefined {
  return /\.(json|jsonc|json5|ya?ml|toml)$/.exec(file)?.[1]
}

/**
 * The text of a file of the project.
 *
 * @throws DataError if there is none, or a large one.
 */
export async function readPlace({ file }: DataPlace, { fileSystem }: Project): Promise<string> {
  const path = posix.normalize(file)
  const isInside = file !== '' && !path.startsWith('..') && !posix.isAbsolute(path)
  const text = isInside ? await fileSystem.read(path).catch(() => undefined) : undefined
  if (text === undefined) throw new DataError(`There is no file ${file} in the project.`)
  if (text.length > largestFile) throw new DataError(`${file} is too large to be read for a page.`)
  return text
}

/**
 * The value below the keys of a place, `a.b`, in a file of JSON, YAML or TOML.
 *
 * @throws DataError if there is none.
 */
export async function readData(place: DataPlace, project: Project): Promise<unknown> {
  const { file, key } = place
  const data = parseData(await readPlace(place, project), dataLanguage(file) ?? 'json')
  if ('message' in data) throw new DataError(`${file} cannot be read: ${data.message}`)
  let value = data.value
  for (const part of key === '' ? [] : key.split('.')) {
    const keys = isObject(value) ? Object.keys(value) : []
    if (!isObject(value) || !keys.includes(part)) throw new DataError(`${file} has no ${key}.`, suggest(part, keys))
    value = value[part]
  }
  return value
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
