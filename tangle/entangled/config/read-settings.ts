import { suggest } from '../../resolve/suggest.ts'
import { compilePythonPattern } from '../python/pattern.ts'
import { annotationStyles } from './annotation-style.ts'
import type { EntangledSettings } from './config.ts'
import type { Language } from './languages.ts'
import { defaultMarkers, type Markers } from './markers.ts'

/** Something about one key of the settings. */
export interface SettingsProblem {
  /** As a path: `markers.open`, `languages[0].name`. Empty for the settings as a whole. */
  readonly key: string
  readonly message: string
}

export interface ReadSettings {
  /** `undefined` if there are errors. */
  readonly settings: EntangledSettings | undefined
  readonly errors: readonly SettingsProblem[]
  /** Keys that have no effect. Entangled passes them by without a word (1.3). */
  readonly warnings: readonly SettingsProblem[]
}

const keys = [
  ...['version', 'style', 'watch_list', 'ignore_list', 'languages', 'markers', 'annotation', 'annotation_format'],
  ...['use_line_directives', 'namespace_default', 'namespace', 'hooks', 'hook', 'brei'],
]

/** Reads the settings of Entangled out of what TOML or YAML has given (syntax specification, 1.2 and 1.3). */
export function readSettings(value: unknown): ReadSettings {
  const reader = new SettingsReader()
  const settings = reader.read(value)
  const { errors, warnings } = reader
  return { settings: errors.length > 0 ? undefined : settings, errors, warnings }
}

class SettingsReader {
  readonly errors: SettingsProblem[] = []
  readonly warnings: SettingsProblem[] = []

  read(value: unknown): EntangledSettings | undefined {
    const table = this.#table(value, '')
    if (!table) return undefined
    for (const key of Object.keys(table)) if (!keys.includes(key)) this.#warnUnknown(key)
    const version = this.#version(table.version)
    const style = this.#oneOf(table, 'style', ['default', 'basic'])
    const annotation = this.#oneOf(table, 'annotation', annotationStyles)
    const namespaceDefault = this.#oneOf(table, 'namespace_default', ['global', 'private'])
    const languages = this.#languages(table.languages)
    const markers = this.#markers(table.markers)
    const watchList = this.#globs(table, 'watch_list')
    const ignoreList = this.#strings(table, 'ignore_list')
    const hooks = this.#strings(table, 'hooks')
    const namespace = this.#string(table.namespace, 'namespace')
    this.#string(table.annotation_format, 'annotation_format')
    const directives = table.use_line_directives
    if (isGiven(directives) && typeof directives !== 'boolean') {
      this.#fail('use_line_directives', 'true or false', directives)
    }
    for (const key of ['hook', 'brei']) if (isGiven(table[key])) this.#table(table[key], key)
    return {
      version,
      ...(style && { style }),
      ...(annotation && { annotation }),
      ...(namespaceDefault && { namespaceDefault }),
      ...(languages && { languages }),
      ...(markers && { markers }),
      ...(watchList && { watchList }),
      ...(ignoreList && { ignoreList }),
      ...(hooks && { hooks }),
      ...(namespace !== undefined && { namespace }),
    }
  }

  #version(value: unknown): string {
    if (!isGiven(value)) {
      this.errors.push({ key: '', message: '`version` is missing. Write `version = "2.0"`.' })
    } else if (typeof value !== 'string' || !/^\d+(\.\d+)*$/.test(value)) {
      this.#fail('version', 'a string of numbers with dots, such as "2.0"', value)
    } else {
      const [major = 0, minor = 0] = value.split('.').map(Number)
      if (major > 2 || (major === 2 && minor > 4)) {
        const message = `\`version\` is ${value}: what came after Entangled 2.4 is not known here.`
        this.warnings.push({ key: 'version', message })
      }
      return value
    }
    return '2.0'
  }

  #languages(value: unknown): Language[] | undefined {
    if (!isGiven(value)) return undefined
    if (!Array.isArray(value)) {
      this.#fail('languages', 'a list of tables', value)
      return undefined
    }
    return value.flatMap((item, index) => this.#language(item, `languages[${index}]`) ?? [])
  }

  #language(value: unknown, key: string): Language | undefined {
    const table = this.#table(value, key)
    const comment = table && this.#table(table.comment, `${key}.comment`)
    if (!table || !comment) return undefined
    const name = this.#required(table.name, `${key}.name`)
    const open = this.#required(comment.open, `${key}.comment.open`)
    const close = this.#string(comment.close, `${key}.comment.close`)
    const identifiers = this.#list(table.identifiers, `${key}.identifiers`)
    if (name === undefined || open === undefined || identifiers === undefined) return undefined
    return { name, identifiers, comment: close === undefined ? { open } : { open, close } }
  }

  #markers(value: unknown): Markers | undefined {
    if (!isGiven(value)) return undefined
    const table = this.#table(value, 'markers')
    if (!table) return undefined
    for (const key of ['open', 'close']) {
      if (!isGiven(table[key])) this.errors.push({ key: 'markers', message: `\`markers.${key}\` is missing.` })
    }
    const open = this.#pattern(table.open, 'markers.open', ['indent', 'properties'])
    const close = this.#pattern(table.close, 'markers.close', ['indent'])
    const beginIgnore = this.#pattern(table.begin_ignore, 'markers.begin_ignore', []) ?? defaultMarkers.beginIgnore
    const endIgnore = this.#pattern(table.end_ignore, 'markers.end_ignore', []) ?? defaultMarkers.endIgnore
    return open && close && { open, close, beginIgnore, endIgnore }
  }

  #pattern(value: unknown, key: string, groups: readonly string[]): RegExp | undefined {
    const text = this.#string(value, key)
    if (text === undefined) return undefined
    for (const group of groups) {
      if (text.includes(`(?P<${group}>`)) continue
      this.errors.push({ key, message: `\`${key}\` must define the group \`(?P<${group}>…)\`.` })
      return undefined
    }
    try {
      return compilePythonPattern(text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.errors.push({ key, message: `\`${key}\` must be a regular expression: ${reason}.` })
      return undefined
    }
  }

  #globs(table: Readonly<Record<string, unknown>>, key: string): readonly string[] | undefined {
    const globs = this.#strings(table, key)
    for (const glob of globs ?? []) {
      if (!glob.startsWith('/') && !glob.split('/').includes('..')) continue
      this.errors.push({ key, message: `\`${key}\` must stay inside the project: ${glob} does not.` })
    }
    return globs
  }

  #oneOf<const T extends string>(
    table: Readonly<Record<string, unknown>>,
    key: string,
    allowed: readonly T[],
  ): T | undefined {
    const value = table[key]
    if (!isGiven(value)) return undefined
    const found = allowed.find((item) => item === value)
    if (found === undefined) this.#fail(key, allowed.map((item) => `"${item}"`).join(' or '), value)
    return found
  }

  #strings(table: Readonly<Record<string, unknown>>, key: string): readonly string[] | undefined {
    return isGiven(table[key]) ? this.#list(table[key], key) : undefined
  }

  #list(value: unknown, key: string): readonly string[] | undefined {
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
    this.#fail(key, 'a list of strings', value)
    return undefined
  }

  #required(value: unknown, key: string): string | undefined {
    if (typeof value === 'string') return value
    this.#fail(key, 'a string', value)
    return undefined
  }

  #string(value: unknown, key: string): string | undefined {
    return isGiven(value) ? this.#required(value, key) : undefined
  }

  #table(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)) {
      return value as Readonly<Record<string, unknown>> // an object that is neither a list nor a date
    }
    this.#fail(key, 'a table', value)
    return undefined
  }

  #warnUnknown(key: string): void {
    const near = suggest(key, keys)
    const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`
    this.warnings.push({ key, message: `\`${key}\` is not a key of Entangled 2.4 and has no effect.${hint}` })
  }

  #fail(key: string, expected: string, value: unknown): void {
    const subject = key === '' ? 'The settings' : `\`${key}\``
    this.errors.push({ key, message: `${subject} must be ${expected}, not ${show(value)}.` })
  }
}

/** TOML has no null, and YAML's says the same as no key. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return `"${value}"`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && !(value instanceof Date) ? 'a table' : String(value)
}
