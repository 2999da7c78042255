type Style = (text: string) => string

/**
 * Functions that give text of a report its look: those of picocolors, or others. A type of our own, since that of
 * picocolors has a path that Node's resolution does not find.
 */
export interface Colors {
  readonly bold: Style
  readonly cyan: Style
  readonly dim: Style
  readonly green: Style
  readonly red: Style
  readonly yellow: Style
}
