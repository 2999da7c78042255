import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compilerName, type LoaderPlan } from './loader-plan.ts'
import { type Compiler, ModuleStore } from './module-store.ts'
import { WrittenTargets } from './target-texts.ts'

/** The store of a process that runs under the loader. */
export function openStore(plan: LoaderPlan): ModuleStore {
  let compiler: Compiler | undefined
  return new ModuleStore(plan, new WrittenTargets(plan), () => {
    const path = join(plan.folder, compilerName)
    compiler ??= createRequire(path)(path) as Compiler // built of that module
    return compiler
  })
}
