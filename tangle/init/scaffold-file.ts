/** A file that `init` would write. */
export interface ScaffoldFile {
  /** Relative to the root of the project, with `/`. */
  readonly path: string
  readonly text: string
}
