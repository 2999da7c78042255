import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as CompilerModule from './compiler.ts'
import { type LoaderPlan, modulesFolder } from './loader-plan.ts'
import { type ModuleSource, moduleKey } from './module-source.ts'
import type { ModuleFormat } from './package-type.ts'
import { aliasesOf } from './path-aliases.ts'
import type { TargetTexts } from './target-texts.ts'

/** What compiles modules, and looks into them. */
export type Compiler = typeof CompilerModule

/** The files of a project as its programs see them: targets as their pages say them now, everything else from the disk. */
export class ModuleStore {
  readonly #plan: Omit<LoaderPlan, 'targets'>
  readonly #targets: TargetTexts
  readonly #loadCompiler: () => Compiler

  /** The compiler is asked for only if something is not compiled yet. */
  constructor(plan: Omit<LoaderPlan, 'targets'>, targets: TargetTexts, loadCompiler: () => Compiler) {
    this.#plan = plan
    this.#targets = targets
    this.#loadCompiler = loadCompiler
  }

  get compiler(): Compiler {
    return this.#loadCompiler()
  }

  /** Whether modules in JavaScript are sources like those in TypeScript. */
  get allowJs(): boolean {
    return this.#plan.allowJs
  }

  /** What the tsconfig makes of the name of a package. */
  aliasesOf(name: string): string[] {
    return this.#plan.aliases ? aliasesOf(this.#plan.aliases, name) : []
  }

  /** Whether there is a file, on the disk or as a target. */
  exists(path: string): boolean {
    return this.isTarget(path) || existsSync(path)
  }

  isTarget(path: string): boolean {
    return this.#targets.has(path)
  }

  /** The text of a target, with the map that leads to its pages; `undefined` for any other file. */
  targetText(path: string): string | undefined {
    return this.#targets.read(path)
  }

  /** The text of a file. @throws what reading it throws. */
  read(path: string): string {
    return this.targetText(path) ?? readFileSync(path, 'utf8')
  }

  /** What the compiler is given. @throws what reading the file throws. */
  sourceOf(path: string, format: ModuleFormat): ModuleSource {
    return { path, text: this.read(path), format, tsconfig: this.#plan.tsconfig }
  }

  /** Where a module is kept when it is compiled. */
  fileOf(source: ModuleSource): string {
    return join(this.#plan.folder, modulesFolder, moduleKey(source))
  }

  /**
   * A module, compiled: as the run has prepared it, else now.
   *
   * @throws an error called `TransformError`, as under `tsx`, if the compiler objects.
   */
  compiled(path: string, format: ModuleFormat): string {
    const source = this.sourceOf(path, format)
    const file = this.fileOf(source)
    if (existsSync(file)) return readFileSync(file, 'utf8')
    const compiled = this.compiler.compile(source, this.#plan.esbuild)
    // In one step: another process may look for it at the same time.
    const own = `${file}.${process.pid}.${Date.now()}`
    try {
      writeFileSync(own, compiled)
      renameSync(own, file)
    } catch {
      // A program may outlive the folder of its run.
    }
    return compiled
  }
}
