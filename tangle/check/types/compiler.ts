import type { MemberAnswer, MemberQuestion } from './find-members.ts'
import type { NameService } from './name-service.ts'
import type { ProgramRequest } from './program-request.ts'
import type { TypesDisk } from './types-disk.ts'

/** A compiler of a project, found but not loaded: loading takes longer than everything else of an unchanged check. */
export interface TypesCompiler {
  readonly version: string
  /** The files whose change makes it another compiler, absolute. */
  readonly files: readonly string[]
  /**
   * Loads the compiler. It sees nothing but what the disk answers. Whoever opens it closes it.
   *
   * @throws ConfigError if it cannot be used.
   */
  open(root: string, disk: TypesDisk): CompilerSession
  /**
   * Loads the compiler to ask it about names.
   *
   * @throws ConfigError if it cannot be used.
   */
  openNames(root: string): NameService
}

/** A compiler at work. All paths are absolute. */
export interface CompilerSession {
  /** A module with nothing in it, which can be in a program and exists nowhere. */
  readonly emptyModule: string
  /** Programs live in another process, where keeping them until the session ends costs nothing here. */
  readonly isElsewhere: boolean
  /**
   * The declarations that a tsconfig lists, and those of the targets that it lists. Both are on the disk of the session.
   *
   * @throws ConfigError if the tsconfig cannot be used.
   */
  filesOf(configFile: string): readonly string[]
  /**
   * Makes programs, in order. Nothing is judged before it is asked for. Each is made when it is taken, if that is no
   * slower: those that have been let go of by then take no memory.
   *
   * @throws ConfigError while they are taken, if a tsconfig cannot be used.
   */
  createPrograms(requests: readonly ProgramRequest[]): Iterable<CompilerProgram>
  /**
   * What a tsconfig says and the compiler does not know, as options of a later version. It goes on without them. Known as
   * soon as a program was made with the tsconfig; the places may be in one that it extends.
   */
  unknownOptionsOf(configFile: string): readonly CompilerError[]
  /** Ends what was started. May be called twice. */
  close(): void
}

/** Some files, as one compilation sees them. Offsets count UTF-16 units, as those of strings do. */
export interface CompilerProgram {
  /** Every file that belongs to it, those of the language itself included. */
  readonly fileNames: readonly string[]
  /** How a file is tied to others; `undefined` if it is not in the program. */
  linksOf(path: string): FileLinks | undefined
  /** What is wrong in files. */
  errorsIn(paths: readonly string[]): CompilerError[]
  /** Expressions that stand as statements and are promises: neither awaited nor returned, kept, or declared `void`. */
  floatingPromisesIn(paths: readonly string[]): CodeRange[]
  /** Each name in a file that stands for something, in order; one `id` for all names of one thing. */
  symbolsIn(path: string): readonly SymbolUse[]
  /** What a module exports; `undefined` if it is none. */
  exportsOf(path: string): readonly ExportedSymbol[] | undefined
  /** Whether names have members, by what they stand for; `undefined` for each of which nothing can be said. */
  findMembers(questions: readonly MemberQuestion[]): readonly (MemberAnswer | undefined)[]
}

/** How a file reaches other files, and they it. */
export interface FileLinks {
  /** Whether what it declares stays in it. */
  readonly isModule: boolean
  /**
   * Whether it adds to the world outside of it: `declare global`, `declare module 'x'`, `/// <reference … />`, and in
   * JavaScript a member of a name that nothing declares.
   */
  readonly reachesOut: boolean
  /** The modules that it imports, as they are written. */
  readonly imports: readonly string[]
}

export interface CodeRange {
  readonly path: string
  readonly start: number
  readonly length: number
}

export interface CompilerMessage extends CodeRange {
  /** Over several lines, if it gives reasons. */
  readonly text: string
}

export interface CompilerError extends CompilerMessage {
  /** The number behind `TS`. */
  readonly code: number
  readonly related: readonly CompilerMessage[]
}

export interface SymbolUse {
  readonly start: number
  readonly id: number
}

export interface ExportedSymbol {
  readonly name: string
  /** The same as where it is used. */
  readonly id: number
  /** Where it is declared. */
  readonly declaration: CodeRange | undefined
}
