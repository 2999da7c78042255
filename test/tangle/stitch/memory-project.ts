import type { TangleConfig } from '../../../tangle/config/config.ts'
import type { Diagnostic } from '../../../tangle/model/diagnostic.ts'
import type { FileSystem } from '../../../tangle/model/file-system.ts'
import { openProject, type Project, planProject } from '../../../tangle/project/project.ts'
import { type AppliedStitch, applyStitch, resumeStitch } from '../../../tangle/stitch/apply-stitch.ts'
import { freshTargets, keepBase } from '../../../tangle/stitch/base-store.ts'
import { planStitch, type StitchOptions } from '../../../tangle/stitch/stitch-project.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'

/** A project that is on no disk. It does what the commands do, without their processes. */
export class MemoryProject {
  readonly fileSystem: MemoryFileSystem & FileSystem
  readonly #config: TangleConfig | undefined

  constructor(files: Readonly<Record<string, string>>) {
    this.fileSystem = new MemoryFileSystem(files)
    this.#config = 'entangled.toml' in files ? undefined : {}
  }

  /** `tangle`. Fails if it has anything to say. */
  async tangle(): Promise<void> {
    const diagnostics = await this.tryTangle()
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics, undefined, 2))
  }

  /** `tangle`, with what it reports. */
  async tryTangle(): Promise<readonly Diagnostic[]> {
    const project = await this.open()
    const plan = await planProject(project)
    const diagnostics = [...project.tangled.diagnostics, ...plan.diagnostics]
    if (diagnostics.some(({ severity }) => severity === 'error')) return diagnostics
    await applyPlan(plan, this.fileSystem)
    await keepBase(project, freshTargets(plan))
    return diagnostics
  }

  /** `tangle stitch`. */
  async stitch(options: StitchOptions = {}): Promise<AppliedStitch> {
    const resumed = await resumeStitch(await this.open())
    const project = await this.open()
    const plan = await planStitch(project, { ...(resumed && { carried: resumed.targets }), ...options })
    if (plan.diagnostics.length > 0) return { written: [], diagnostics: plan.diagnostics }
    return applyStitch(project, plan, resumed)
  }

  open(): Promise<Project> {
    const config = this.#config && { config: this.#config }
    return openProject({ root: '/no/such/folder', fileSystem: this.fileSystem, ...config })
  }

  read(path: string): string {
    const text = this.fileSystem.files.get(path)
    if (text === undefined) throw new Error(`There is no ${path}.`)
    return text
  }

  write(path: string, text: string): void {
    this.fileSystem.files.set(path, text)
  }

  /** Replaces the first occurrence; fails if there is none. */
  edit(path: string, before: string, after: string): void {
    const text = this.read(path)
    if (!text.includes(before)) throw new Error(`${path} does not contain ${before}`)
    this.write(
      path,
      text.replace(before, () => after),
    )
  }
}

/** A project whose targets are written. */
export async function tangledProject(files: Readonly<Record<string, string>>): Promise<MemoryProject> {
  const project = new MemoryProject(files)
  await project.tangle()
  return project
}
