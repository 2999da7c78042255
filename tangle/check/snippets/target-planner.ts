import { dirname, join, resolve } from 'node:path'
import type { OwnPackage } from '../../snippets/own-packages.ts'
import type { Prelude } from '../../snippets/prelude.ts'
import type { ShownImport } from '../../snippets/shown-imports.ts'
import type { SnippetTarget } from '../../snippets/virtual-target.ts'
import { missingNames, type PlannedSnippet, planTarget } from './plan-targets.ts'
import { createProbe, type Probe, type ProbeAnswer, platformReferences, readAnswer } from './probe.ts'
import type { SnippetCompiler } from './snippet-compiler.ts'

export interface TargetPlannerInput {
  /** Absolute. */
  readonly root: string
  readonly work: SnippetCompiler
  /** Gets the texts of all targets, by absolute path. */
  readonly texts: Map<string, string>
  readonly packages: readonly OwnPackage[]
  readonly shown: ReadonlyMap<string, ShownImport>
}

/** Asks the compiler which names it knows without an import, and makes the targets of snippets accordingly. */
export class TargetPlanner {
  readonly #input: TargetPlannerInput
  #probes = 0

  constructor(input: TargetPlannerInput) {
    this.#input = input
  }

  /** The targets of snippets of one tsconfig and one prelude. */
  plan(planned: readonly PlannedSnippet[], configFile: string | undefined, prelude: Prelude): SnippetTarget[] {
    const { root, texts, shown } = this.#input
    const answer = this.#input.work.withUsable(configFile, (usable) => this.#ask(planned, usable, prelude))
    return planned.map((one) => {
      const target = planTarget(one, { answer, shown, prelude: prelude.modules })
      texts.set(resolve(root, target.path), target.text)
      return target
    })
  }

  #ask(planned: readonly PlannedSnippet[], configFile: string | undefined, prelude: Prelude): ProbeAnswer {
    const { root, packages, texts } = this.#input
    const names = missingNames(planned)
    names.set('console', { isValue: true, isType: false })
    const own = packages.filter(({ isPrivate, entries }) => !isPrivate && entries.has('.'))
    const folder = configFile === undefined ? root : dirname(configFile)
    const modules = [...prelude.modules, ...own.map(({ name }) => name)]
    const answer = this.#put(createProbe(this.#path(folder), names, modules), configFile, prelude)
    if (answer.globals.has('console')) return answer
    // A tsconfig without a platform is that of a site, or of a library for all platforms; its readers have one.
    const wider = createProbe(this.#path(folder), names, [], platformReferences)
    texts.set(platformFile(root, configFile), platformReferences)
    return { ...answer, globals: this.#put(wider, configFile, prelude).globals }
  }

  #path(folder: string): string {
    return join(folder, `tangle-probe-${this.#probes++}.ts`)
  }

  #put(probe: Probe, configFile: string | undefined, prelude: Prelude): ProbeAnswer {
    this.#input.texts.set(probe.path, probe.text)
    const group = { configFile, paths: [probe.path], declarations: prelude.files }
    return readAnswer(probe, this.#input.work.errorsIn([group]))
  }
}

/** Where a platform is referred to that a tsconfig leaves out. */
export function platformFile(root: string, configFile: string | undefined): string {
  return join(configFile === undefined ? root : dirname(configFile), 'tangle-platform.d.ts')
}
