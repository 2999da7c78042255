import { relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Location, Position } from '../../model/location.ts'
import { originAt, type Target, targetsAt } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import type { Example } from '../example/example.ts'
import { isRunningSnippet } from '../example/running-snippets.ts'
import type { PreparedPrograms } from '../prepare-programs.ts'

/** A place that a running program names, as its author knows it: where it was written, and where that was tangled to. */
export interface PagePlace {
  readonly page: Location
  readonly generated: Location | undefined
}

/** Finds the lines of pages behind the positions that a run of an example names. */
export class PagePlaces {
  readonly project: Project
  readonly example: Example
  /** The folder of this run, where programs in other languages lie. */
  readonly folder: string
  readonly #pages: ReadonlySet<string>

  constructor(project: Project, example: Example, prepared: Pick<PreparedPrograms, 'folder'>) {
    this.project = project
    this.example = example
    this.folder = prepared.folder
    this.#pages = new Set(project.tangled.pages.map((page) => page.path))
  }

  /**
   * The place behind a position of a page, or of a target or its copy for this run; the path is absolute or a URL.
   * `undefined` for any other file.
   */
  find(path: string, position: Position): PagePlace | undefined {
    const file = this.toProjectPath(path)
    if (this.#pages.has(file)) return this.#ofPage({ file, start: position })
    const target = this.project.tangled.targets.find((candidate) => candidate.path === file)
    return target && this.ofTarget(target, position)
  }

  /** The place behind a position of a target. */
  ofTarget(target: Target, position: Position): PagePlace | undefined {
    const origin = originAt(target, position)
    if (!origin) return undefined
    return {
      page: { file: origin.block.page, start: origin.position },
      // A plain block is never written.
      generated: isRunningSnippet(target) ? undefined : { file: target.path, start: position },
    }
  }

  /** Relative to the project, where it lies in it; a program of this run is what it was made of. */
  toProjectPath(path: string): string {
    const absolute = resolve(path.startsWith('file:') ? fileURLToPath(path) : path)
    const copy = relative(this.folder, absolute).split(sep).join('/')
    if (this.project.tangled.targets.some((target) => target.path === copy)) return copy
    return relative(this.project.root, absolute).split(sep).join('/')
  }

  #ofPage(page: Location): PagePlace {
    const { targets } = this.project.tangled
    const { target } = this.example
    // Of all the programs that a block went into, the one that was run.
    const [place] = [target, ...targets.filter((other) => other !== target)].flatMap((candidate) =>
      targetsAt([candidate], page.file, page.start),
    )
    return { page, generated: place && { file: place.target.path, start: place.position } }
  }
}
