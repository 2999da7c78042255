import { compilePythonPattern } from '../python/pattern.ts'

/** The lines that begin and end a block, and a region that is not read. All match from the start of a line. */
export interface Markers {
  /** Defines the groups `indent` and `properties`. */
  readonly open: RegExp
  /** Defines the group `indent`. */
  readonly close: RegExp
  readonly beginIgnore: RegExp
  readonly endIgnore: RegExp
}

const fence = compilePythonPattern('(?P<indent>\\s*)```\\s*$')
const ignore = {
  beginIgnore: compilePythonPattern('\\s*~~~markdown\\s*$'),
  endIgnore: compilePythonPattern('\\s*~~~\\s*$'),
}

/** Attributes in braces behind three backticks (syntax specification, 3.1). */
export const defaultMarkers: Markers = {
  open: compilePythonPattern('(?P<indent>\\s*)```\\s*\\{(?P<properties>[^{}]*)\\}\\s*$'),
  close: fence,
  ...ignore,
}

/** A language behind three backticks; everything else stands in the block (3.2). */
export const basicMarkers: Markers = {
  open: compilePythonPattern('(?P<indent>\\s*)```(?P<properties>.*)$'),
  close: fence,
  ...ignore,
}
