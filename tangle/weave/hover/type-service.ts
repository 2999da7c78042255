import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { snippetDefaults } from '../../check/snippets/snippet-compiler.ts'
import { diskOf, verdictInput } from '../../check/types/check-types.ts'
import type { TypesCompiler } from '../../check/types/compiler.ts'
import { groupByConfig, type VerdictInput } from '../../check/types/find-type-errors.ts'
import type { NameProgram, NameService } from '../../check/types/name-service.ts'
import { positionIn } from '../../check/types/text-position.ts'
import type { TypesCache } from '../../check/types/types-cache.ts'
import type { TypesDisk } from '../../check/types/types-disk.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { describeName } from './describe-name.ts'
import { declaredNames } from './find-reference.ts'
import { type KeptTarget, KnownNames, type NamedInfo, type TargetName } from './kept-names.ts'
import type { PlainTargets } from './plain-targets.ts'

/** The modules of the toolchain that make of an answer of the compiler what a reader is told. */
const makers = ['type-service', 'describe-name', 'find-reference'].map((name) =>
  fileURLToPath(new URL(`./${name}${import.meta.url.slice(-3)}`, import.meta.url)),
)

/** More programs than these would take too long, and too much memory: then blocks that need one of their own share it. */
const manyPrograms = 8

/**
 * Answers what a name in a target is: one program for each tsconfig, and one for plain blocks that change what others see.
 * They stay when the project changes: the compiler then looks again at what is different only.
 */
export class TypeService {
  readonly #compiler: TypesCompiler
  readonly #withDeclared: boolean
  readonly #cache: TypesCache<KeptTarget> | undefined
  #service: NameService | undefined
  #root = ''
  #known = new KnownNames()
  #input: VerdictInput | undefined
  #disk: TypesDisk | undefined
  /** Opens the programs, unless they are. */
  #open: () => void = () => {}

  /**
   * @param options.withDeclared Whether somebody asks where names are explained. Default: no.
   * @param options.cache What was found out at an earlier time, and will be at a later one. Default: nothing.
   */
  constructor(
    compiler: TypesCompiler,
    {
      withDeclared = false,
      cache,
    }: { readonly withDeclared?: boolean; readonly cache?: TypesCache<KeptTarget> | undefined } = {},
  ) {
    this.#compiler = compiler
    this.#withDeclared = withDeclared
    this.#cache = cache
  }

  /**
   * Takes the project as it is now. Where all that its types rest on is as it was, no compiler is started: everything is
   * known.
   *
   * @param targets Those that can be asked about.
   * @param plain What plain blocks among them are compiled with.
   * @throws ConfigError if a tsconfig or the compiler cannot be used.
   */
  update(project: Project, targets: readonly Target[], plain?: Omit<PlainTargets, 'targets'>): void {
    this.#root = project.root
    const { compiler, configFile, targets: paths } = verdictInput(project, targets, this.#compiler)
    const asked = JSON.stringify([this.#withDeclared, plain?.groups ?? []])
    this.#input = { compiler, root: project.root, configFile, targets: [asked, ...paths] }
    const newDisk = () => diskOf(project, plain?.texts, plain?.links)
    const kept = this.#cache?.find(this.#input, newDisk())
    this.#known = new KnownNames(kept)
    this.#open = () => {
      this.#open = () => {}
      const disk = newDisk()
      for (const file of [...compiler, ...makers]) disk.text(file)
      for (const { path } of targets) disk.text(resolve(project.root, path))
      this.#openPrograms(project, targets, plain?.groups ?? [], disk)
      this.#disk = disk
    }
    // What is wrong with a tsconfig is said at once.
    if (!kept) this.#open()
  }

  /** Keeps what has been found out, for the next time. */
  keep(): void {
    if (this.#input && this.#disk) this.#cache?.keep(this.#input, this.#disk.answers, this.#known.toKeep())
  }

  #openPrograms(project: Project, targets: readonly Target[], groups: PlainTargets['groups'], disk: TypesDisk): void {
    const apart = groups.filter(({ isApart }) => isApart)
    const alone = apart.length > manyPrograms ? [] : apart
    const isAlone = new Set(alone.flatMap(({ paths }) => paths))
    const others = targets.filter(({ path }) => !isAlone.has(resolve(project.root, path)))
    const shared = [...this.#group(project, others, disk)].map(([configFile, paths]): NameProgram => {
      const inside = new Set(paths)
      const declarations = groups.flatMap((group) =>
        group.paths.some((path) => inside.has(path)) ? group.declarations : [],
      )
      return { configFile, targets: paths, declarations, defaults: snippetDefaults }
    })
    const own = alone.map(({ configFile, paths, declarations }): NameProgram => {
      return { configFile, targets: paths, declarations, defaults: snippetDefaults }
    })
    this.#service ??= this.#compiler.openNames(project.root)
    this.#service.update({ programs: [...shared, ...own], disk })
  }

  #group(project: Project, targets: readonly Target[], disk: TypesDisk): Map<string | undefined, string[]> {
    const session = this.#compiler.open(project.root, disk)
    try {
      return groupByConfig(session, verdictInput(project, targets, this.#compiler), disk)
    } finally {
      session.close()
    }
  }

  /** The names in a target, in order. Words of the language and literals are none. */
  namesIn(target: Target): readonly TargetName[] {
    const path = resolve(this.#root, target.path)
    return this.#known.namesIn(path, () => {
      this.#open()
      const names = this.#service?.namesIn(path) ?? []
      return names.map(({ text, start }) => ({ ...positionIn(target.text, start), text, offset: start }))
    })
  }

  /** What a name is, as far as the compiler knows. */
  describe(target: Target, offset: number): NamedInfo | undefined {
    const path = resolve(this.#root, target.path)
    return this.#known.describe(path, offset, () => {
      this.#open()
      const info = this.#service?.describe(path, offset)
      const described = info && describeName(info)
      const declared = described && this.#withDeclared ? declaredNames(info, this.#root) : []
      return declared.length === 0 ? described : { ...described!, declared }
    })
  }
}
