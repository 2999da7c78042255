import { setTimeout } from 'node:timers/promises'
import type { FileSystem } from '../model/file-system.ts'
import type { Project } from '../project/project.ts'
import { applyStitch } from '../stitch/apply-stitch.ts'
import { planStitch } from '../stitch/stitch-project.ts'
import type { StitchResult } from './watch-project.ts'

/** Milliseconds for which an edited target has to say the same: a large one is written piece by piece. */
const settling = 25
/** How often a target is looked at that may have been emptied so that it can be written. */
const looks = 40
/** How often a target may turn out to be still in the making. Then it goes on being written, and the next event tells. */
const attempts = 20

/**
 * Carries edits of targets over to the pages, when whoever edits them is done. A target is emptied before it is written:
 * seen in between, the lines of a block would be deleted from the page, and what is written next would be new text that
 * belongs to the block around it.
 *
 * @returns `undefined` if no target is edited any more.
 */
export async function stitchEdits(open: () => Promise<Project>): Promise<StitchResult | undefined> {
  for (let left = attempts; ; left--) {
    const project = await open()
    const plan = await planStitch(project)
    if (left > 0 && !(await areSettled(plan.edited, project))) continue
    if (plan.edited.size === 0 && plan.diagnostics.length === 0) return undefined
    return plan.diagnostics.length > 0 ? { written: [], diagnostics: plan.diagnostics } : applyStitch(project, plan)
  }
}

/** Whether edited targets still say what a plan has seen. */
async function areSettled(edited: ReadonlyMap<string, string>, { fileSystem, tangled }: Project): Promise<boolean> {
  const texts = new Map(tangled.targets.map(({ path, text }) => [path, text]))
  const settled = await Promise.all(
    [...edited].map(([path, text]) => {
      const isBegun = text.trim() === '' || texts.get(path)?.startsWith(text) === true
      return isSettled(path, text, isBegun ? looks : 1, fileSystem)
    }),
  )
  return settled.every(Boolean)
}

async function isSettled(path: string, text: string, times: number, fileSystem: FileSystem): Promise<boolean> {
  for (let left = times; left > 0; left--) {
    await setTimeout(settling)
    // One that cannot be read now is read again with the others, and reported then.
    if ((await fileSystem.read(path).catch(() => undefined)) !== text) return false
  }
  return true
}
