import { setImmediate } from 'node:timers/promises'
import pc from 'picocolors'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { type Project, planProject } from '../../project/project.ts'
import { count, formatDiagnostics, summarize } from '../../report/format-diagnostics.ts'
import { collectExamples } from '../../run/example/example.ts'
import { applyPlan } from '../../write/apply.ts'
import { changesAnything } from '../../write/plan.ts'
import { toOverlay } from './overlay.ts'

export interface DevLoopOptions {
  /** The project as it is now. */
  readonly project: () => Project
  /** Everything that `tangle check` finds. It runs while the page is already up to date. */
  readonly check: (project: Project) => Promise<readonly Diagnostic[]>
  /** Whether targets are written. Default true. */
  readonly write?: boolean
  /** Called when the server ends. */
  readonly stop?: () => void
}

/** The part of a Vite server that is used. */
export interface DevServer {
  readonly config: { readonly logger: { info(message: string): void; error(message: string): void } }
  readonly ws: {
    readonly clients: { readonly size: number }
    send(message: object): void
    on(event: 'connection' | 'tangle:updated', listener: () => void): void
  }
}

/** What a site does in development besides showing pages. */
export interface DevLoop {
  readonly vitePlugin: {
    readonly name: string
    readonly apply: 'serve'
    configureServer(server: DevServer): () => void
    closeBundle(): void
  }
  /** To be called when the project has changed. Resolves when all that follows from it is done. */
  changed(): Promise<void>
}

/**
 * Writes targets and checks the project whenever a page changes, and shows what is wrong in the terminal and over the
 * page until it is mended. Nothing that is wrong in a page ends it.
 */
export function createDevLoop(options: DevLoopOptions): DevLoop {
  let server: DevServer | undefined
  let running: Promise<void> | undefined
  let again = false
  let overlay: object | undefined

  async function run(): Promise<void> {
    do {
      again = false
      // The changed page goes to the browser first.
      await setImmediate()
      try {
        await writeAndCheck()
      } catch (error) {
        server?.config.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
      }
    } while (again)
  }

  async function writeAndCheck(): Promise<void> {
    const project = options.project()
    const broken = [...project.tangled.diagnostics, ...collectExamples(project).diagnostics]
    if (hasErrors(broken)) return report(project, broken)
    const plan = await planProject(project)
    // As `tangle` does: with a conflict anywhere nothing is written. The check reports it.
    if (options.write !== false && !hasErrors(plan.diagnostics) && changesAnything(plan)) {
      await applyPlan(plan, project.fileSystem)
      const kinds = ['create', 'update', 'remove']
      const changed = plan.actions.filter(({ kind }) => kinds.includes(kind))
      for (const { kind, path } of changed) server?.config.logger.info(pc.green(`  ${kind}d ${path}`))
    }
    const diagnostics = await options.check(project)
    // Of a page that has changed since, nobody wants to know what was wrong.
    if (!again) report(project, diagnostics)
  }

  function report(project: Project, diagnostics: readonly Diagnostic[]): void {
    const pages = new Map(project.tangled.pages.map((page) => [page.path, page.lines]))
    const logger = server?.config.logger
    if (diagnostics.length > 0) {
      const text = formatDiagnostics(diagnostics, (file) => pages.get(file))
      logger?.error(`\n${text}\n\n  ${pc.red(summarize(diagnostics))}\n`)
    } else logger?.info(pc.green(`  ${count(project.tangled.targets.length, 'target')} checked, nothing to report`))
    const before = overlay
    overlay = toOverlay(diagnostics, project)
    // Vite would keep an error that nobody sees for the next page, also when it is mended by then.
    if (!server?.ws.clients.size) return
    if (overlay) server.ws.send(overlay)
    // An update of nothing closes the overlay of Vite.
    else if (before) server.ws.send({ type: 'update', updates: [] })
  }

  function changed(): Promise<void> {
    again = true
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  const vitePlugin: DevLoop['vitePlugin'] = {
    name: 'tangle:dev-loop',
    apply: 'serve',
    configureServer(started) {
      server = started
      // Who opens a page later sees what is wrong as well, and so does who gets a page after the report about it. While
      // a check runs, its report is awaited.
      const remind = () => overlay && !running && started.ws.send(overlay)
      started.ws.on('connection', remind)
      started.ws.on('tangle:updated', remind)
      return () => void changed()
    },
    closeBundle: () => options.stop?.(),
  }
  return { vitePlugin, changed }
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}
