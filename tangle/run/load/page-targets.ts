import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { toSourceMap } from '../../write/source-map.ts'
import { isScript } from './module-paths.ts'
import { pathInside, type TargetTexts } from './target-texts.ts'

/** The targets of a project that programs can load, read from its pages. */
export class PageTargets implements TargetTexts {
  readonly #project: Project
  readonly #roots: readonly string[]
  readonly #targets: ReadonlyMap<string, Target>
  readonly #texts = new Map<string, string>()

  constructor(project: Project, roots: readonly string[]) {
    this.#project = project
    this.#roots = roots
    const loadable = project.tangled.targets.filter(({ path }) => isScript(path) || path.endsWith('.json'))
    this.#targets = new Map(loadable.map((target) => [target.path, target]))
  }

  has(path: string): boolean {
    return this.#targets.has(pathInside(this.#roots, path) ?? '')
  }

  read(path: string): string | undefined {
    const key = pathInside(this.#roots, path)
    const target = key === undefined ? undefined : this.#targets.get(key)
    if (key === undefined || !target) return undefined
    const known = this.#texts.get(key)
    if (known !== undefined) return known
    const text = isScript(key) ? target.text + this.#mapOf(target) : target.text
    this.#texts.set(key, text)
    return text
  }

  /**
   * All texts by path, relative to the root. Those that nobody has asked for come without their map: to make all of them
   * takes long, and a run maps what a program says of its targets by itself.
   */
  *texts(): Iterable<[path: string, text: string]> {
    for (const [path, { text }] of this.#targets) yield [path, this.#texts.get(path) ?? text]
  }

  #mapOf(target: Target): string {
    const { root, tangled } = this.#project
    const map = toSourceMap(target, tangled.pages, (page) => pathToFileURL(resolve(root, page)).href)
    const newline = target.text === '' || target.text.endsWith('\n') ? '' : '\n'
    return `${newline}//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`
  }
}
