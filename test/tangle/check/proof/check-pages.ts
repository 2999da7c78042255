import { join } from 'node:path'
import { checkBlocks } from '../../../../tangle/check/proof/check-blocks.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

const repository = join(import.meta.dirname, '../../../..')

/** Checks the blocks of pages that are nowhere, with the packages of this repository. */
export async function checkPages(files: Record<string, string>, config: TangleConfig = {}) {
  const project = await openProject({ root: repository, config, fileSystem: new MemoryFileSystem(files) })
  return checkBlocks(project)
}

/** A block on a page. */
export const ts = (code: string, info = 'ts') => `\`\`\`${info}\n${code}\n\`\`\`\n`
