import type { AddedMembers } from './added-members.ts'
import type { ClassMembers } from './class-members.ts'
import type { ShownArguments } from './shown-arguments.ts'

/** What is known of all pages together. */
export interface PageFacts {
  /** Names that pages use for several modules, each with the module that most import it from. */
  readonly disputed: ReadonlyMap<string, string>
  /** Whether no block of a page has types, so that it leaves them out everywhere. */
  readonly isUntyped: (page: string) => boolean
  /** Whether so many blocks leave out the types of parameters that the pages mean it so. */
  readonly omitsParameterTypes: boolean
  /** What blocks of a page add to interfaces of others. */
  readonly addedMembers: AddedMembers
  /** What blocks of any page give to classes. */
  readonly classMembers: ClassMembers
  /** Names that blocks import from packages. */
  readonly importedNames: ReadonlySet<string>
  /** What calls are given elsewhere on a page. */
  readonly shownArguments: ShownArguments
  /** The text of a page. */
  readonly textOf: (page: string) => string
  /** Names that a prelude declares to be anything. */
  readonly untyped: ReadonlySet<string>
  /** A package that is not installed and that a module builds on, as seen from a page. */
  readonly missingPeer: (module: string, page: string) => string | undefined
}
