import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { toSourceMap } from '../../write/source-map.ts'
import { isScript, isTypeScript } from './module-paths.ts'
import { pathInside, type TargetTexts } from './target-texts.ts'

/** The targets of a project that programs can load, read from its pages. */
export class PageTargets implements TargetTexts {
  readonly #project: Project
  readonly #roots: readonly string[]
  readonly #instrument: (text: string) => string
  readonly #targets: ReadonlyMap<string, Target>
  readonly #texts = new Map<string, string>()

  /** `instrument` changes the texts of those in JavaScript. */
  constructor(project: Project, roots: readonly string[], instrument: (text: string) => string = (text) => text) {
    this.#instrument = instrument
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
    const own = isScript(key) && !isTypeScript(key) ? this.#instrument(target.text) : target.text
    const text = isScript(key) ? own + this.#mapOf(target) : own
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

  /** The absolute paths of all that are scripts. */
  scripts(): string[] {
    return [...this.#targets.keys()].filter(isScript).map((path) => resolve(this.#project.root, path))
  }

  #mapOf(target: Target): string {
    const { root, tangled } = this.#project
    const map = toSourceMap(target, tangled.pages, (page) => pathToFileURL(resolve(root, page)).href)
    const newline = target.text === '' || target.text.endsWith('\n') ? '' : '\n'
    return `${newline}//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`
  }
}
