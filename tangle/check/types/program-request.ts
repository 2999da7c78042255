/** The program that a compiler is asked for. */
export interface ProgramRequest {
  /** The tsconfig whose options hold; without it, strict defaults. */
  readonly configFile: string | undefined
  readonly rootNames: readonly string[]
  /** Options, as a tsconfig spells them, that hold where it says nothing of them. Default: those of the compiler. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** Options that hold whatever the tsconfig says. Default: none. */
  readonly options?: Readonly<Record<string, unknown>>
}
