import { relative, resolve, sep } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import { type Location, locate } from '../../model/location.ts'
import { groupBy } from '../../snippets/group-by.ts'
import type { CompilerError, CompilerProgram, CompilerSession, TypesCompiler } from '../types/compiler.ts'
import type { TypesFinding } from '../types/find-type-errors.ts'
import { NearestConfigs } from '../types/nearest-config.ts'
import { leavesPlatformOut } from '../types/platform.ts'
import type { ProgramRequest } from '../types/program-request.ts'
import { positionIn } from '../types/text-position.ts'
import type { TypesCache } from '../types/types-cache.ts'
import { type RecordedAnswer, TypesDisk } from '../types/types-disk.ts'

/** Some modules that are compiled together. */
export interface CompiledGroup {
  /** Absolute; `undefined` for strict defaults. */
  readonly configFile: string | undefined
  /** The paths of the modules that are judged, absolute. */
  readonly paths: readonly string[]
  /** Declarations that hold for them, absolute. */
  readonly declarations: readonly string[]
  /** Whether others must not be compiled with them: they change what a module is, or have options of their own. */
  readonly isApart?: boolean
}

export interface SnippetCompilerOptions {
  readonly compiler: TypesCompiler
  /** Absolute. */
  readonly root: string
  /** The tsconfig of all modules, absolute. Default: the nearest of each. */
  readonly configFile: string | undefined
  /** Modules and other files that are not on the disk, by absolute path. More may come until they are asked for. */
  readonly texts: Map<string, string>
  /** Packages that are sought where they are not: where, and where they are, both absolute. */
  readonly links: ReadonlyMap<string, string>
  readonly cache: TypesCache | undefined
  /** Files of the toolchain that make a verdict what it is. */
  readonly makers: readonly string[]
}

/**
 * Where a tsconfig says nothing of elements of JSX, as that at the root of a workspace: without it, the sources of a
 * package that have some cannot be imported.
 */
export const snippetDefaults = { jsx: 'react-jsx' }

/** Stands for a tsconfig that cannot be used, among the codes of the compiler. */
const unusable = -1
/** Stands for an option of a tsconfig that the compiler does not know. */
const unknownOption = -2

/** A program, and those of its files that are asked about. */
export interface AskedProgram {
  readonly program: CompilerProgram
  /** Absolute. */
  readonly paths: readonly string[]
}

/** Compiles groups of modules, or remembers what came out while nothing has changed that the compiler looked at. */
export class SnippetCompiler {
  /** The tsconfigs that cannot be used, and why: what they extend may not be installed. */
  readonly unusable = new Map<string, string>()
  /** What tsconfigs say and the compiler does not know, each once: by where it stands. */
  readonly unknownOptions = new Map<string, Location & { readonly reason: string }>()
  readonly #options: SnippetCompilerOptions
  readonly #disk: TypesDisk
  /** Modules that were judged, or would have been if nothing were known. */
  readonly #judged = new Set<string>()
  /** Those of this session that can be asked further questions. */
  readonly #programs: AskedProgram[] = []
  readonly #listed: readonly string[]
  #confirming: TypesDisk | undefined
  #session: CompilerSession | undefined
  #configs: NearestConfigs | undefined
  readonly #nearest = new Map<string, string>()

  constructor(options: SnippetCompilerOptions) {
    this.#options = options
    this.#listed = [...options.texts.keys()]
    this.#disk = this.newDisk()
  }

  /**
   * The disk as it is now, with all texts. Modules of blocks come one after the other; what their folders list must not
   * depend on when somebody asks.
   */
  newDisk(): TypesDisk {
    const { texts, links } = this.#options
    return new TypesDisk(texts, { listed: this.#listed, links })
  }

  /** The tsconfig that holds for a module. */
  configOf(path: string): string | undefined {
    const { root, configFile } = this.#options
    this.#configs ??= new NearestConfigs(root, this.#disk, { filesOf: (config) => this.#open().filesOf(config) })
    const found = configFile ?? this.#nearest.get(path) ?? this.#configs.of(path)
    if (found !== undefined) this.#nearest.set(path, found)
    return this.usable(found)
  }

  /** Whether a tsconfig says by itself that there is neither a browser nor Node; `false` where that has to be asked. */
  leavesPlatformOut(configFile: string | undefined): boolean {
    return configFile !== undefined && leavesPlatformOut(this.#disk.text(configFile), this.#options.compiler.version)
  }

  /** A tsconfig, unless it was found out that it cannot be used. */
  usable(configFile: string | undefined): string | undefined {
    return configFile !== undefined && this.unusable.has(configFile) ? undefined : configFile
  }

  /**
   * What is wrong in the modules of some groups; those of a tsconfig that cannot be used are checked without, and that
   * is noted.
   */
  errorsInUsable(groups: readonly CompiledGroup[]): readonly CompilerError[] {
    try {
      return this.errorsIn(groups)
    } catch (error) {
      if (!(error instanceof ConfigError) || this.#options.configFile !== undefined) throw error
    }
    const left: CompiledGroup[] = []
    const errors = groups.flatMap((group) => {
      if (group.configFile === undefined || this.unusable.has(group.configFile))
        left.push({ ...group, configFile: undefined })
      else {
        try {
          return this.errorsIn([group])
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error
          this.unusable.set(group.configFile, error.message)
          left.push({ ...group, configFile: undefined })
        }
      }
      return []
    })
    return [...errors, ...this.errorsIn(left)]
  }

  /** Whether a file is one of those that are not on the disk. */
  has(path: string): boolean {
    return this.#options.texts.has(path)
  }

  /**
   * What is wrong in the modules of some groups.
   *
   * @throws ConfigError if a tsconfig cannot be used.
   */
  errorsIn(groups: readonly CompiledGroup[]): readonly CompilerError[] {
    const errors = this.#verdictOf(groups)
    const problem = errors.find(({ code }) => code === unusable)
    if (problem) throw new ConfigError(problem.text)
    for (const { code, path, start, length, text: reason } of errors) {
      if (code !== unknownOption) continue
      const file = relative(this.#options.root, path).split(sep).join('/')
      const location = locate(file, positionIn(this.#disk.text(path) ?? '', start), length)
      this.unknownOptions.set(`${path}:${start}`, { ...location, reason })
    }
    return errors.filter(({ code }) => code !== unknownOption)
  }

  #verdictOf(groups: readonly CompiledGroup[]): readonly CompilerError[] {
    const { compiler, root, configFile, cache, makers } = this.#options
    if (groups.length === 0) return []
    for (const { paths } of groups) for (const path of paths) this.#judged.add(path)
    const targets = groups.flatMap(({ configFile, paths }) => [configFile ?? '', ...paths])
    const input = { compiler: compiler.files, root, configFile, targets }
    const isQuestion = groups.every(({ paths }) => paths.length === 1)
    // Questions of one run ask the disk for the same; the texts of all snippets are there only in the end.
    if (isQuestion) this.#confirming ??= this.newDisk()
    const known = cache?.find(input, (isQuestion ? this.#confirming : undefined) ?? this.newDisk())
    if (known) return known.map(toError)
    for (const file of [...compiler.files, ...makers]) this.#disk.text(file)
    const errors = this.#compile(groups)
    cache?.keep(input, this.#disk.answers, errors.map(toFinding))
    return errors
  }

  /** That a tsconfig cannot be used is a verdict, too: it is found out once. */
  #compile(groups: readonly CompiledGroup[]): readonly CompilerError[] {
    const session = this.#open()
    // Declarations that the tsconfig lists are those of the site or the package itself: a reader does not have them.
    const requests = groups.map(({ configFile, paths, declarations }) => ({
      configFile,
      rootNames: [...paths, ...declarations],
      defaults: snippetDefaults,
    }))
    try {
      const errors: CompilerError[] = []
      let at = 0
      for (const program of session.createPrograms(requests)) {
        const paths = groups[at++]?.paths ?? []
        errors.push(...errorsOf(program, paths))
        if (session.isElsewhere) this.#programs.push({ program, paths })
      }
      const configs = new Set(groups.flatMap(({ configFile }) => configFile ?? []))
      const unknown = [...configs].flatMap((configFile) => session.unknownOptionsOf(configFile))
      return [...errors, ...unknown.map((error) => ({ ...error, code: unknownOption }))]
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return [{ path: '', start: 0, length: 0, code: unusable, text: error.message, related: [] }]
    }
  }

  /**
   * Programs that have the given files, each file in one of them: those that have judged them, if they are still there,
   * and new ones, which are made when they are taken. None for files whose tsconfig cannot be used.
   *
   * @param paths Absolute.
   */
  *programsOf(paths: readonly string[]): Generator<AskedProgram> {
    const left = new Set(paths)
    for (const { program, paths: judged } of this.#programs) {
      const inside = judged.filter((path) => left.delete(path))
      if (inside.length > 0) yield { program, paths: inside }
    }
    for (const [configFile, rootNames] of groupBy([...left], (path) => this.configOf(path))) {
      const program = this.#programOf({ configFile, rootNames, defaults: snippetDefaults })
      if (program) yield { program, paths: rootNames }
    }
  }

  #programOf(request: ProgramRequest): CompilerProgram | undefined {
    try {
      return [...this.#open().createPrograms([request])][0]
    } catch (error) {
      if (error instanceof ConfigError) return undefined
      throw error
    }
  }

  /**
   * What the disk has answered, as far as it is about some of the modules: another one may be edited.
   *
   * @param makers Files of the toolchain that make of it what is kept.
   */
  answersAbout(paths: ReadonlySet<string>, makers: readonly string[]): readonly RecordedAnswer[] {
    for (const file of [...this.#options.compiler.files, ...makers]) this.#disk.text(file)
    return this.#disk.answers.filter(
      ([question, path]) => question !== 'text' || !this.#judged.has(path) || paths.has(path),
    )
  }

  /** Ends what was started. May be called twice; a further question starts it again. */
  close(): void {
    this.#session?.close()
    this.#session = undefined
    this.#programs.length = 0
  }

  #open(): CompilerSession {
    this.#session ??= this.#options.compiler.open(this.#options.root, this.#disk)
    return this.#session
  }
}

/**
 * Asked about all modules at once, the compiler works on all processors, but looks at all other sources as well: where
 * the project's own sources are many, it is asked module by module.
 */
function errorsOf(program: CompilerProgram, paths: readonly string[]): CompilerError[] {
  const others = program.fileNames.filter((path) => !/\.d\.[cm]?ts$/.test(path)).length - paths.length
  return others > 20 ? paths.flatMap((path) => program.errorsIn([path])) : program.errorsIn(paths)
}

function toFinding({ path, start, length, code, text }: CompilerError): TypesFinding {
  return { target: path, start, length, code: 'type-error', message: `TS${code}: ${text}`, reasons: [] }
}

function toError({ target, start, length, message }: TypesFinding): CompilerError {
  const [, code = '0', text = message] = /^TS(-?\d+): ([\s\S]*)$/.exec(message) ?? []
  return { path: target === '' ? '' : resolve(target), start, length, code: Number(code), text, related: [] }
}
