import { parse, TomlError } from 'smol-toml'
import { ConfigError } from '../../config/config.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { FileSystem } from '../../model/file-system.ts'
import { isLedgerOfEntangled, ledgerPath } from '../../write/ledger.ts'
import { readFileDatabase } from '../inputs/file-database.ts'
import { codes } from '../model/diagnostic-codes.ts'
import { applySettings, defaultConfig, type EntangledConfig } from './config.ts'
import { locateKey } from './locate-key.ts'
import { readSettings } from './read-settings.ts'

export interface ReadEntangledConfig {
  readonly config: EntangledConfig
  /** Warnings about keys without effect, and the like. */
  readonly diagnostics: readonly Diagnostic[]
  /** Nothing says so but the database of Entangled. */
  readonly isByDatabase?: true
}

/**
 * The configuration of an Entangled project: `entangled.toml` in the root, and only if there is none, the table
 * `tool.entangled` of `pyproject.toml` (syntax specification, 1.2). Without either, Entangled works with its defaults,
 * and with what single sources say in their front matter; so do we where it has left its database, unless our ledger
 * says that the project is one of ours: a database comes with a clone, and is no setting. `undefined` if nothing speaks
 * of Entangled.
 *
 * @throws ConfigError if a file cannot be read, or a key has the wrong form; it names all of them.
 */
export async function readEntangledConfig(fileSystem: FileSystem): Promise<ReadEntangledConfig | undefined> {
  const own = await fileSystem.read('entangled.toml')
  if (own !== undefined) return fromText(own, 'entangled.toml', parseToml(own, 'entangled.toml'))
  const project = (await fileSystem.read('pyproject.toml')) ?? ''
  // What does not speak of Entangled is none of our business, broken or not.
  const { tool } = project.includes('entangled') ? parseToml(project, 'pyproject.toml') : {}
  const table = isTable(tool) ? tool.entangled : undefined
  if (table !== undefined) return fromText(project, 'pyproject.toml', table)
  const ledger = await fileSystem.read(ledgerPath)
  if (ledger !== undefined && !isLedgerOfEntangled(ledger)) return undefined
  const database = await readFileDatabase(fileSystem)
  return database ? { config: defaultConfig, diagnostics: [], isByDatabase: true } : undefined
}

/**
 * What a `pyproject.toml` says of Entangled, as a text that can be compared; `undefined` if that is nothing. One that
 * speaks of it and cannot be read says something of its own: it stops whoever reads it.
 */
export function entangledSettingsOf(project: string): string | undefined {
  if (!project.includes('entangled')) return undefined
  try {
    const { tool } = parse(project)
    return isTable(tool) && tool.entangled !== undefined ? JSON.stringify(tool.entangled) : undefined
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    return project
  }
}

function fromText(text: string, file: string, value: unknown): ReadEntangledConfig {
  const { settings, errors, warnings } = readSettings(value)
  if (!settings) throw new ConfigError(`${file}: ${errors.map((error) => error.message).join(' ')}`)
  const config = { ...applySettings(defaultConfig, settings), file }
  const diagnostics = warnings.map(
    ({ key, message }): Diagnostic => ({
      code: codes.setting,
      severity: 'warning',
      message,
      location: locateKey(text, file, key),
    }),
  )
  return { config, diagnostics }
}

function parseToml(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [reason = ''] = error.message.split('\n')
    throw new ConfigError(`${file}:${error.line}:${error.column}: ${reason.replace(/\.?$/, '.')}`, { cause: error })
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
