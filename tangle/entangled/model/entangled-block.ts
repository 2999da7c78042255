import type { Block } from '../../model/block.ts'
import type { Page } from '../../model/page.ts'
import type { EntangledConfig } from '../config/config.ts'
import type { Comment } from '../config/languages.ts'

/** A block as Entangled reads it. */
export interface EntangledBlock extends Block {
  /** The levels of the namespace that its name lives in, and its references look in; none in the global one. */
  readonly namespace: readonly string[]
  /** The comments of its language; `undefined` if it has none that is known. Annotations need them. */
  readonly comment: Comment | undefined
  /** How many of its first lines go before the annotation: a shebang, a licence (8.4). */
  readonly preambleLength: number
  /** Counts the blocks of its name in the source from 0 (5.3). */
  readonly part: number
  /** What `mode=` says, as the file system has it. */
  readonly mode: number | undefined
}

/** A source, its blocks, and the settings that hold in it. */
export interface EntangledPage extends Page {
  readonly blocks: readonly EntangledBlock[]
  readonly config: EntangledConfig
}
