import type { ProgramRequest } from './program-request.ts'
import type { TypesDisk } from './types-disk.ts'

/** Files whose names are asked about, and what they are compiled with. */
export interface NameProgram extends Omit<ProgramRequest, 'rootNames'> {
  /** Absolute. */
  readonly targets: readonly string[]
  /** Further declarations that hold for them, absolute. */
  readonly declarations?: readonly string[]
}

export interface NameServiceInput {
  /** Each target is in one of them. */
  readonly programs: readonly NameProgram[]
  readonly disk: TypesDisk
}

/** Answers what a name in a file is, as an editor does. Whoever opens it closes it. */
export interface NameService {
  /**
   * Takes the files as they are now.
   *
   * @throws ConfigError if a tsconfig cannot be used.
   */
  update(input: NameServiceInput): void
  /** The names in a file, in order. Words of the language and literals are none. */
  namesIn(path: string): readonly CodeName[]
  /** What a name is, as far as the compiler knows. */
  describe(path: string, offset: number): NameInfo | undefined
  close(): void
}

export interface CodeName {
  readonly text: string
  /** Characters of the file in front of it. */
  readonly start: number
}

/** What a compiler knows about a name. Documentation is Markdown, with links in it as words. */
export interface NameInfo {
  readonly signature: string
  readonly documentation: string
  readonly tags: readonly NameTag[]
  /** The file that declares it, absolute. */
  readonly declaredIn?: string | undefined
  /** Of a variable: its type, if that has a name. */
  readonly type?: {
    readonly name: string
    readonly documentation: string
    readonly declaredIn?: string | undefined
  }
}

export interface NameTag {
  readonly name: string
  /** Of `@param`: which one. */
  readonly parameter?: string
  readonly text: string
}

/** `{@link Name}` and `{@link address words}` become the name or the words. */
export function linkWords(text: string): string {
  const [, words] = /^\s*https?:\/\/\S+?(?:\s*\|\s*|\s+)(\S.*)$/s.exec(text) ?? []
  return words ?? text.trim()
}

/** The request for a program. One in JavaScript has types too, whether or not the project checks it. */
export function programRequest(
  { targets, declarations = [], options, ...request }: NameProgram,
  listed: readonly string[],
): ProgramRequest {
  const rootNames = [...new Set([...targets, ...declarations, ...listed.filter((path) => /\.d\.[cm]?ts$/.test(path))])]
  const allowJs = targets.some((path) => /\.[cm]?jsx?$/.test(path)) && { allowJs: true }
  return { ...request, rootNames, options: { ...options, ...allowJs } }
}
