import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from './example-project.ts'
import { runNode } from './measure.ts'

/** The command as the published package has it: compiled, without sources beside it. */
export interface BuiltCommand {
  /** The path of the program. */
  readonly tangle: string
  remove(): Promise<void>
}

/** Compiles the toolchain into a folder of its own. */
export async function buildCommand(): Promise<BuiltCommand> {
  const root = await mkdtemp(join(tmpdir(), 'parley-build-'))
  const compiler = join(repository, 'node_modules/ts7/bin/tsc')
  const config = join(repository, 'tangle/tsconfig.build.json')
  await runNode({ args: [compiler, '-p', config, '--outDir', join(root, 'dist')], says: '' }, repository)
  await mkdir(join(root, 'bin'))
  for (const file of ['bin/tangle.js', 'package.json']) await cp(join(repository, 'tangle', file), join(root, file))
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  return { tangle: join(root, 'bin/tangle.js'), remove: () => rm(root, { recursive: true, force: true }) }
}
