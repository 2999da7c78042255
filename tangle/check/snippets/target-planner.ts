import { dirname, join, resolve } from 'node:path'
import type { ChooseExporter } from '../../snippets/choose-exporter.ts'
import type { OwnPackage } from '../../snippets/own-packages.ts'
import type { Prelude } from '../../snippets/prelude.ts'
import type { ShownImport } from '../../snippets/shown-imports.ts'
import type { JsxSourceOfPage, SnippetTarget } from '../../snippets/virtual-target.ts'
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
  readonly chooseExporter: ChooseExporter
  readonly jsxSourceOf: JsxSourceOfPage
}

/** Snippets of one tsconfig and one prelude. */
export interface PlannedWorld {
  readonly members: readonly PlannedSnippet[]
  readonly configFile: string | undefined
  readonly prelude: Prelude
}

/** Asks the compiler which names it knows without an import, and makes the targets of snippets accordingly. */
export class TargetPlanner {
  readonly #input: TargetPlannerInput
  #probes = 0

  constructor(input: TargetPlannerInput) {
    this.#input = input
  }

  /** The targets of all snippets, world by world. Each question is put for all worlds together. */
  plan(worlds: readonly PlannedWorld[]): SnippetTarget[] {
    const { root, texts, work, ...known } = this.#input
    const usable = worlds.map((world) => ({ ...world, configFile: work.usable(world.configFile) }))
    // A tsconfig without a platform is that of a site, or of a library for all platforms; its readers have one.
    const isBare = usable.map(({ configFile }) => work.leavesPlatformOut(configFile))
    const narrow = this.#putAll(
      usable.map((world, at) => ({ world, header: isBare[at] ? platformReferences : '', asksModules: true })),
    )
    const lacking = usable.flatMap(({ configFile }, at) => {
      const lacks = isBare[at] || narrow[at]?.globals.has('console') === false
      return lacks ? [{ configFile: work.usable(configFile), at }] : []
    })
    for (const { configFile } of lacking) texts.set(platformFile(root, configFile), platformReferences)
    const asked = lacking.filter(({ at }) => !isBare[at])
    const wide = this.#putAll(
      asked.flatMap(({ at }) => {
        const world = usable[at]
        return world ? [{ world, header: platformReferences, asksModules: false }] : []
      }),
    )
    return usable.flatMap(({ members, prelude }, at) => {
      const found = narrow[at]
      if (!found) return []
      const wider = asked.findIndex((one) => one.at === at)
      const answer = { ...found, globals: wide[wider]?.globals ?? found.globals }
      return members.map((one) => {
        const target = planTarget(one, { ...known, answer, prelude: prelude.modules })
        texts.set(resolve(root, target.path), target.text)
        return target
      })
    })
  }

  #putAll(questions: readonly Question[]): ProbeAnswer[] {
    if (questions.length === 0) return []
    const { work } = this.#input
    const probes = questions.map((question) => this.#probe(question))
    const group = ({ world }: Question, at: number) => ({
      configFile: work.usable(world.configFile),
      paths: [probes[at]?.path ?? ''],
      declarations: world.prelude.files,
    })
    const errors = work.errorsInUsable(questions.map(group))
    return probes.map((probe) =>
      readAnswer(
        probe,
        errors.filter(({ path }) => path === probe.path),
      ),
    )
  }

  #probe({ world: { members, configFile, prelude }, header, asksModules }: Question): Probe {
    const { root, packages, texts } = this.#input
    const names = missingNames(members)
    names.set('console', { isValue: true, isType: false })
    const own = packages.filter(({ isPrivate, entries }) => !isPrivate && entries.has('.'))
    const folder = configFile === undefined ? root : dirname(configFile)
    const modules = asksModules ? [...prelude.modules, ...own.map(({ name }) => name)] : []
    const probe = createProbe(join(folder, `tangle-probe-${this.#probes++}.ts`), names, modules, header)
    texts.set(probe.path, probe.text)
    return probe
  }
}

interface Question {
  readonly world: PlannedWorld
  /** Lines in front. */
  readonly header: string
  /** Which modules export the names is asked as well. */
  readonly asksModules: boolean
}

/** Where a platform is referred to that a tsconfig leaves out. */
export function platformFile(root: string, configFile: string | undefined): string {
  return join(configFile === undefined ? root : dirname(configFile), 'tangle-platform.d.ts')
}
