import { checkProject } from '../../check/check-project.ts'
import { openProject } from '../../project/project.ts'
import type { CheckAnswer } from './background-check.ts'

/** The other side of `background-check.ts`: answers each message with what is wrong in the project on the disk. */
process.on('message', async () => {
  process.send?.(await check())
})

// The server is gone, and nobody asks any more.
process.on('disconnect', () => process.exit())

async function check(): Promise<CheckAnswer> {
  try {
    return { diagnostics: await checkProject(await openProject()) }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}
