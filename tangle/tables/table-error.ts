/** A table cannot be made. The message says why. */
export class TableError extends Error {
  override readonly name = 'TableError'
}
