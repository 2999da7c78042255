import { dirname, join, resolve } from 'node:path'
import type { CompilerSession } from './compiler.ts'
import type { TypesDisk } from './types-disk.ts'

/** Finds the tsconfig of each target, as an editor that has the written file open does. */
export class NearestConfigs {
  readonly #root: string
  readonly #disk: TypesDisk
  readonly #session: Pick<CompilerSession, 'filesOf'>
  readonly #files = new Map<string, ReadonlySet<string>>()

  /** @param root The folder above which no tsconfig is looked for. Absolute. */
  constructor(root: string, disk: TypesDisk, session: Pick<CompilerSession, 'filesOf'>) {
    this.#root = root
    this.#disk = disk
    this.#session = session
  }

  /**
   * The tsconfig that a file is compiled with; `undefined` if there is none between it and the root.
   *
   * A tsconfig with `references` and without the file hands it over to the first one that lists it. If none does, the
   * first one that lists anything holds: one that only refers to others (`"files": []`) has no options of its own.
   *
   * @throws ConfigError if a tsconfig cannot be used.
   */
  of(path: string): string | undefined {
    const nearest = this.#nearest(dirname(path))
    if (nearest === undefined || this.#referencesOf(nearest).length === 0) return nearest
    const all = this.#withReferences(nearest, new Set())
    const listing = all.find((config) => this.#filesOf(config).has(path))
    return listing ?? all.find((config) => !this.#onlyRefers(config)) ?? nearest
  }

  #nearest(folder: string): string | undefined {
    const config = join(folder, 'tsconfig.json')
    if (this.#disk.isFile(config)) return config
    const above = dirname(folder)
    return folder === this.#root || above === folder ? undefined : this.#nearest(above)
  }

  #withReferences(config: string, seen: Set<string>): string[] {
    if (seen.has(config)) return []
    seen.add(config)
    return [config, ...this.#referencesOf(config).flatMap((reference) => this.#withReferences(reference, seen))]
  }

  /** Those that exist. */
  #referencesOf(config: string): string[] {
    const { references } = this.#read(config)
    const paths = Array.isArray(references) ? references.map((reference) => reference?.path) : []
    return paths.flatMap((path) => {
      if (typeof path !== 'string') return []
      const named = resolve(dirname(config), path)
      return [named, join(named, 'tsconfig.json')].filter((file) => this.#disk.isFile(file)).slice(0, 1)
    })
  }

  #onlyRefers(config: string): boolean {
    const { files, include } = this.#read(config)
    return Array.isArray(files) && files.length === 0 && include === undefined
  }

  #filesOf(config: string): ReadonlySet<string> {
    const files = this.#files.get(config) ?? new Set(this.#session.filesOf(config).map((file) => resolve(file)))
    this.#files.set(config, files)
    return files
  }

  #read(config: string): Readonly<Record<string, unknown>> {
    return readConfig(this.#disk.text(config))
  }
}

/** A tsconfig as it is written; `{}` for what is no object: the compiler says so when it reads it. */
export function readConfig(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(toPlainJson(text ?? ''))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Without the comments and the trailing commas that a tsconfig may have. */
export function toPlainJson(text: string): string {
  const string = String.raw`"(?:\\.|[^"\\])*"`
  const without = (pattern: string, from: string) =>
    from.replace(new RegExp(`(${string})|${pattern}`, 'g'), (_, kept: string | undefined) => kept ?? '')
  return without(String.raw`,(?=\s*[}\]])`, without(String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`, text))
}
