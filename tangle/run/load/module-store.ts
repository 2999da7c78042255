import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Esbuild from 'esbuild'
import { createFilesMatcher, createPathsMatcher, type TsConfigResult } from 'get-tsconfig'
import { compileOptions, finishModule, type ModuleSource, moduleKey } from './compile-module.ts'
import { type LoaderPlan, modulesFolder } from './loader-plan.ts'
import { isTypeScript } from './module-paths.ts'
import type { ModuleFormat } from './package-type.ts'
import type { TargetTexts } from './target-texts.ts'

/** What of a plan says how modules are compiled. */
export type StorePlan = Pick<LoaderPlan, 'folder' | 'tsconfig' | 'esbuild'>

/** The files of a project as its programs see them: targets as their pages say them now, everything else from the disk. */
export class ModuleStore {
  readonly #plan: StorePlan
  readonly #targets: TargetTexts
  readonly #isIncluded: ((path: string) => object | undefined) | undefined
  /** What the `paths` of the tsconfig make of the name of a package; nothing without one. */
  readonly aliasesOf: (specifier: string) => string[]
  /** Whether modules in JavaScript are sources like those in TypeScript. */
  readonly allowJs: boolean

  constructor(plan: StorePlan, targets: TargetTexts) {
    this.#plan = plan
    this.#targets = targets
    // As the package that reads it gives it.
    const tsconfig = plan.tsconfig as TsConfigResult | undefined
    this.#isIncluded = tsconfig && createFilesMatcher(tsconfig)
    this.aliasesOf = (tsconfig && createPathsMatcher(tsconfig)) ?? (() => [])
    this.allowJs = tsconfig?.config.compilerOptions?.allowJs ?? false
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
  sourceOf(path: string, format: ModuleFormat, isSource = isTypeScript(path)): ModuleSource {
    return { path, text: this.read(path), format, tsconfig: isSource ? this.#isIncluded?.(path) : undefined }
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
    const compiled = this.#compile(source)
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

  #compile(source: ModuleSource): string {
    const esbuild: typeof Esbuild = createRequire(this.#plan.esbuild)(this.#plan.esbuild)
    try {
      return finishModule(esbuild.transformSync(source.text, compileOptions(source)))
    } catch (error) {
      if (!(error instanceof Error && 'errors' in error)) throw error
      throw Object.assign(new Error(error.message), { name: 'TransformError' })
    }
  }
}
