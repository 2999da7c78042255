import { resolve } from 'node:path'
import { snippetDefaults } from '../../check/snippets/snippet-compiler.ts'
import { diskOf, verdictInput } from '../../check/types/check-types.ts'
import type { TypesCompiler } from '../../check/types/compiler.ts'
import { groupByConfig } from '../../check/types/find-type-errors.ts'
import type { NameProgram, NameService } from '../../check/types/name-service.ts'
import { positionIn } from '../../check/types/text-position.ts'
import type { TypesDisk } from '../../check/types/types-disk.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { describeName } from './describe-name.ts'
import { type DeclaredNames, declaredNames } from './find-reference.ts'
import type { HoverInfo } from './page-hovers.ts'
import type { PlainTargets } from './plain-targets.ts'

/** A name in a target. */
export interface TargetName {
  /** Both 0-based. */
  readonly line: number
  readonly column: number
  readonly text: string
  /** Characters of the target in front of it. */
  readonly offset: number
}

/** What a reader is told of a name, and where a reference may have it. */
export interface NamedInfo extends HoverInfo {
  readonly declared?: DeclaredNames
}

/** More programs than these would take too long, and too much memory: then blocks that need one of their own share it. */
const manyPrograms = 8

/**
 * Answers what a name in a target is: one program for each tsconfig, and one for plain blocks that change what others see.
 * They stay when the project changes: the compiler then looks again at what is different only.
 */
export class TypeService {
  readonly #compiler: TypesCompiler
  readonly #withDeclared: boolean
  #service: NameService | undefined
  #root = ''

  /** @param withDeclared Whether somebody asks where names are explained. */
  constructor(compiler: TypesCompiler, withDeclared = false) {
    this.#compiler = compiler
    this.#withDeclared = withDeclared
  }

  /**
   * Takes the project as it is now.
   *
   * @param targets Those that can be asked about.
   * @param plain What plain blocks among them are compiled with.
   * @throws ConfigError if a tsconfig or the compiler cannot be used.
   */
  update(project: Project, targets: readonly Target[], plain?: Omit<PlainTargets, 'targets'>): void {
    this.#root = project.root
    const disk = diskOf(project, plain?.texts, plain?.links)
    const groups = plain?.groups ?? []
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
  namesIn(target: Target): TargetName[] {
    const path = resolve(this.#root, target.path)
    const names = this.#service?.namesIn(path) ?? []
    return names.map(({ text, start }) => ({ ...positionIn(target.text, start), text, offset: start }))
  }

  /** What a name is, as far as the compiler knows. */
  describe(target: Target, offset: number): NamedInfo | undefined {
    const path = resolve(this.#root, target.path)
    const info = this.#service?.describe(path, offset)
    const described = info && describeName(info)
    const declared = described && this.#withDeclared ? declaredNames(info, this.#root) : []
    return declared.length === 0 ? described : { ...described!, declared }
  }
}
