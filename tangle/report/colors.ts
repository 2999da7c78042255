type Style = (text: string) => string

/**
 * Functions that give text of a report its look: those of picocolors, or others. A type of our own, since that of
 * picocolors has a path that Node's resolution does not find.
 */
export interface Colors {
  /** For the first word of a finding, and what is most important. */
  readonly bold: Style
  /** For places. */
  readonly cyan: Style
  /** For what is there to be looked up, such as numbers of lines. */
  readonly dim: Style
  /** For good news, and lines that were added. */
  readonly green: Style
  /** For errors, and lines that were taken away. */
  readonly red: Style
  /** For warnings. */
  readonly yellow: Style
}
