import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { onTestFinished } from 'vitest'
import { runCommand } from '../../tangle/temporary-project.ts'

const repository = join(import.meta.dirname, '../../..')

/** Unpacks the archive of a project into a folder of its own, and starts it as its README says, with the packages of this repository. */
export async function startProject(archive: Uint8Array) {
  const root = await mkdtemp(join(tmpdir(), 'a project '))
  onTestFinished(() => rm(root, { recursive: true, force: true, maxRetries: 3 }))
  for (const [path, bytes] of Object.entries(unzipSync(archive))) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), bytes)
  }
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  return runCommand('npm', ['start', '--silent'], root, { PORT: '0' })
}
