import { sep } from 'node:path'

/** The part of the development server of Vite that is used: that of 5 and that of 8 have it. */
export interface WatchingServer {
  readonly watcher: {
    add(paths: readonly string[]): unknown
    on(event: 'add' | 'change' | 'unlink', listener: (file: string) => void): unknown
  }
  readonly moduleGraph: { invalidateAll(): void }
  readonly ws: { send(payload: { readonly type: 'full-reload' }): void }
  readonly config: { readonly logger: { error(message: string): void } }
}

/** What is made of the files of a project. */
export interface Rebuilt {
  /** The files that it is made of now, absolute. */
  inputs(): Iterable<string>
  /** Makes it anew. */
  rebuild(): Promise<void>
}

/**
 * In development, makes what programs import anew when one of its files has changed, and loads the page again. What changes
 * while it is made, is made next. A file that was part of it once stays watched: with a mistake in it, it is part of nothing.
 *
 * @returns To be called when there are other files.
 */
export function rebuildOnChange(server: WatchingServer, { inputs, rebuild }: Rebuilt): () => void {
  const { watcher, moduleGraph, ws, config } = server
  const watched = new Set<string>()
  const watch = () => {
    const added = [...inputs()].filter((file) => !watched.has(file) && !file.includes(`${sep}node_modules${sep}`))
    for (const file of added) watched.add(file)
    if (added.length > 0) watcher.add(added)
  }
  let isWanted = false
  let isBusy = false
  const work = async () => {
    if (isBusy) return
    isBusy = true
    while (isWanted) {
      isWanted = false
      try {
        await rebuild()
        watch()
        // Which blocks can be run may be another thing now.
        moduleGraph.invalidateAll()
        if (!isWanted) ws.send({ type: 'full-reload' })
      } catch (error) {
        // Pages go on with what they had.
        config.logger.error(error instanceof Error ? error.message : String(error))
      }
    }
    isBusy = false
  }
  const onFile = (file: string) => {
    if (!watched.has(file)) return
    isWanted = true
    void work()
  }
  for (const event of ['add', 'change', 'unlink'] as const) watcher.on(event, onFile)
  watch()
  return watch
}
