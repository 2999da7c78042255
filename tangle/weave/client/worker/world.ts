/** The run as the world of a site sees it, and its handles for the world. */
export interface WorldRun {
  /** The name of the example: what is made up in a run should follow from it, so that a run repeats what the page shows. */
  readonly name: string
  /** The name of the program in stacks, such as `upload_to_chat.ts`. */
  readonly file: string
  /** Somebody looks on, so that what happens may take its time. */
  readonly isWatched: boolean
  /** The exports of the module that goes with the program; nothing without one. */
  companion(): Promise<Readonly<Record<string, unknown>>>
  /** Tells the panes of the page something that can be cloned. */
  emit(event: unknown): void
  /** Adds a line to what an expectation with `transcript=` is compared with. */
  transcript(line: string): void
  /** Tells the reader, above the output. */
  note(text: string): void
  /** Says that the program waits for the reader, and for what. */
  listen(text: string): void
  /** Keeps the run going until something has settled, as an open socket does in Node. */
  during<Result>(work: Promise<Result>): Promise<Result>
  /** Waits, and keeps no run going. Zero does not wait at all. */
  sleep(milliseconds: number): Promise<void>
  /** The line of the program in the stack of an error, 1-based: the innermost. */
  lineOf(stack: string): number | undefined
}

/** The surroundings of a program in the page. */
export interface World {
  /** `process.env`. Default: empty. */
  readonly env?: Readonly<Record<string, string>>
  /** The program's `fetch`. Default: nothing can be reached. */
  readonly fetch?: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  /** Hears what a pane sends. */
  readonly say?: (message: unknown) => void
  /** Awaited before the run ends: everything has been told. */
  readonly settled?: () => Promise<void>
}

/** The default export of a site's world: called once for each run, in a worker that is made for this run. */
export type OpenWorld = (run: WorldRun) => World | Promise<World>
