import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from './example-project.ts'
import { runNode } from './measure.ts'

/** The command as the published package has it: compiled, without sources beside it. */
export interface BuiltCommand {
  /** The folder of the package. */
  readonly folder: string
  /** The path of the program. */
  readonly tangle: string
  remove(): Promise<void>
}

/** Compiles the toolchain into a folder of its own. */
export async function buildCommand(): Promise<BuiltCommand> {
  const root = await mkdtemp(join(tmpdir(), 'parley-build-'))
  const compiler = join(repository, 'node_modules/ts7/bin/tsc')
  const config = join(repository, 'tangle/tsconfig.build.json')
  // Where packages are, tools that compile sources take it for what it is: compiled.
  const folder = join(root, 'node_modules/@parley/tangle')
  await runNode({ args: [compiler, '-p', config, '--outDir', join(folder, 'dist')], says: '' }, repository)
  await mkdir(join(folder, 'bin'))
  for (const file of ['bin/tangle.js', 'package.json']) await cp(join(repository, 'tangle', file), join(folder, file))
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'))
  const remove = () => rm(root, { recursive: true, force: true, maxRetries: 3 })
  return { folder, tangle: join(folder, 'bin/tangle.js'), remove }
}
