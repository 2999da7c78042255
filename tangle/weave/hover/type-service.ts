import { resolve } from 'node:path'
import type { JudgedSnippets } from '../../check/snippets/check-snippets.ts'
import { diskOf, verdictInput } from '../../check/types/check-types.ts'
import type { TypesCompiler } from '../../check/types/compiler.ts'
import { groupByConfig } from '../../check/types/find-type-errors.ts'
import type { NameService } from '../../check/types/name-service.ts'
import { positionIn } from '../../check/types/text-position.ts'
import type { TypesDisk } from '../../check/types/types-disk.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { describeName } from './describe-name.ts'
import { type DeclaredNames, declaredNames } from './find-reference.ts'
import type { HoverInfo } from './page-hovers.ts'

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

/**
 * Answers what a name in a target is, from one program for each tsconfig. It stays when the project changes: the
 * compiler then looks again at what is different only.
 */
export class TypeService {
  readonly #compiler: TypesCompiler
  readonly #withDeclared: boolean
  readonly #services = new Map<string | undefined, NameService>()
  readonly #serviceOf = new Map<string, NameService>()
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
   * @param plain Further files that are not on the disk, by absolute path, and links to packages.
   * @throws ConfigError if a tsconfig or the compiler cannot be used.
   */
  update(
    project: Project,
    targets: readonly Target[],
    { texts, links }: Partial<Pick<JudgedSnippets, 'texts' | 'links'>> = {},
  ): void {
    this.#root = project.root
    this.#serviceOf.clear()
    const disk = diskOf(project, texts, links)
    const groups = this.#group(project, targets, disk)
    for (const [configFile, paths] of groups) {
      const service = this.#services.get(configFile) ?? this.#compiler.openNames(project.root)
      this.#services.set(configFile, service)
      service.update({ configFile, targets: paths, disk })
      for (const path of paths) this.#serviceOf.set(path, service)
    }
    for (const [configFile, service] of this.#services) {
      if (groups.has(configFile)) continue
      service.close()
      this.#services.delete(configFile)
    }
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
    const names = this.#serviceOf.get(path)?.namesIn(path) ?? []
    return names.map(({ text, start }) => ({ ...positionIn(target.text, start), text, offset: start }))
  }

  /** What a name is, as far as the compiler knows. */
  describe(target: Target, offset: number): NamedInfo | undefined {
    const path = resolve(this.#root, target.path)
    const info = this.#serviceOf.get(path)?.describe(path, offset)
    const described = info && describeName(info)
    const declared = described && this.#withDeclared ? declaredNames(info, this.#root) : []
    return declared.length === 0 ? described : { ...described!, declared }
  }
}
