import { suggest } from '../resolve/suggest.ts'
import { ConfigError, type TangleConfig } from './config.ts'

type Check = (value: unknown, key: string) => void

const strings: Check = (value, key) => {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) fail(key, 'a list of strings', value)
}
const string: Check = (value, key) => {
  if (typeof value !== 'string' || value === '') fail(key, 'a string', value)
}
const boolean: Check = (value, key) => {
  if (typeof value !== 'boolean') fail(key, 'true or false', value)
}
const positive: Check = (value, key) => {
  if (typeof value !== 'number' || !(value > 0)) fail(key, 'a number above 0', value)
}

function oneOf(...values: readonly string[]): Check {
  return (value, key) => {
    if (typeof value !== 'string' || !values.includes(value)) fail(key, `one of ${values.join(', ')}`, value)
  }
}

const pattern: Check = (value, key) => {
  if (typeof value !== 'string' || !isPattern(value)) fail(key, 'a regular expression', value)
}

const trace = shape({ command: strings, env: record(string), pattern }, ['command', 'pattern'])
const runner = shape({ command: strings, requires: strings, trace }, ['command'])
const examples = shape(
  {
    include: strings,
    host: string,
    timeout: positive,
    concurrency: positive,
    runners: record(runner),
    placeholders: record(pattern),
  },
  ['include'],
)
const types = shape({ tsconfig: string, include: strings })
const coverage = shape({ entryPoints: strings, unshown: strings }, ['entryPoints'])
const commands = shape({ except: strings, timeout: positive })

const stringOrStrings: Check = (value, key) => (typeof value === 'string' ? string(value, key) : strings(value, key))
const links = shape({ root: stringOrStrings, ignore: strings, relative: boolean })
const blocks = shape({
  ...{ js: boolean, prelude: strings, incomplete: oneOf('ignore', 'error') },
  ...{ regions: boolean, run: strings, jsdoc: boolean },
})
const wordList: Check = (value, key) => (Array.isArray(value) ? strings(value, key) : reasons(value, key))
const reasons = record(string)
const words = shape({ level: oneOf('warning', 'error'), commands: strings, ignore: wordList })
const override = shape({ pages: stringOrStrings, check: oneOf('skip'), reason: string, prelude: strings }, ['pages'])

const overrides: Check = (value, key) => {
  if (!Array.isArray(value)) return fail(key, 'a list of objects', value)
  value.forEach((item, at) => {
    const name = `${key}[${at}]`
    override(item, name)
    if (item.check !== undefined && item.reason === undefined) throw new ConfigError(`\`${name}.reason\` is missing.`)
  })
}

const maker: Check = (value, key) => {
  if (typeof value !== 'function') fail(key, 'a function', value)
}

const config = shape({
  $schema: string,
  pages: strings,
  ignore: strings,
  outputs: strings,
  hoistImports: boolean,
  namespaces: oneOf('global', 'private', 'private-then-global'),
  limits: shape({ lines: positive, characters: positive, depth: positive }),
  examples,
  types: (value, key) => value === false || types(value, key),
  executable: strings,
  coverage,
  commands,
  links: (value, key) => {
    if (value !== 'relative' && typeof value !== 'boolean') links(value, key)
  },
  blocks: (value, key) => typeof value === 'boolean' || blocks(value, key),
  words: (value, key) => {
    if (value !== 'error' && typeof value !== 'boolean') words(value, key)
  },
  tables: record(maker),
  overrides,
})

/** Throws a {@link ConfigError} for the first key that is unknown or has the wrong form. `file` is named in it. */
export function validateConfig(value: unknown, file: string): TangleConfig {
  try {
    config(value, '')
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(`${file}: ${error.message}`) : error
  }
  return value as TangleConfig // every key has just been checked
}

function shape(keys: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, key) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return fail(key || 'the configuration', 'an object', value)
    const prefix = key === '' ? '' : `${key}.`
    for (const [name, item] of Object.entries(value)) {
      const check = Object.hasOwn(keys, name) ? keys[name] : undefined
      if (!check) {
        const near = suggest(name, Object.keys(keys))
        throw new ConfigError(`\`${prefix}${name}\` is not a key.${near ? ` Did you mean \`${prefix}${near}\`?` : ''}`)
      }
      if (item !== undefined) check(item, prefix + name)
    }
    for (const name of required) if (!(name in value)) throw new ConfigError(`\`${prefix}${name}\` is missing.`)
  }
}

function record(check: Check): Check {
  return (value, key) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(key, 'an object', value)
    for (const [name, item] of Object.entries(value)) check(item, `${key}.${name}`)
  }
}

function isPattern(value: string): boolean {
  try {
    new RegExp(value)
    return true
  } catch {
    return false
  }
}

function fail(key: string, expected: string, value: unknown): void {
  const shown = typeof value === 'string' ? `'${value}'` : Array.isArray(value) ? 'a list' : String(value)
  throw new ConfigError(`\`${key}\` must be ${expected}, not ${shown}.`)
}
