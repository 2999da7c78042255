import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { makeScaffold, workflowPath } from '../../init/scaffold.ts'
import { visibleLine } from '../../model/visible-text.ts'
import { openProject, planProject } from '../../project/project.ts'
import { applyPlan } from '../../write/apply.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { type CommandContext, type ExitCode, UsageError } from '../terminal.ts'

/** Adds what a first page needs to a project, and leaves alone what is there. */
export async function initCommand({ root, configFile, reporter, terminal }: CommandContext): Promise<ExitCode> {
  if (configFile !== undefined || reporter !== 'human')
    throw new UsageError('`tangle init` takes neither --config nor --reporter.')
  const fileSystem = new NodeFileSystem(root)
  const folder = folderInRepository(root)
  const { files, kept, lacksPackage } = await makeScaffold(fileSystem, folder)
  for (const { path, text } of files) await fileSystem.write(path, text)
  const created = files.map(({ path }) => path)
  // With a configuration of its own, a project decides itself when its targets are written.
  if (created.includes('tangle.config.json')) {
    const plan = await planProject(await openProject({ root, fileSystem }))
    await applyPlan(plan, fileSystem)
    created.push(...plan.actions.flatMap(({ kind, path }) => (kind === 'create' ? [path] : [])))
  }
  terminal.out(
    [
      ...kept.map((path) => `kept ${visibleLine(path)}\n`),
      ...created.map((path) => `created ${visibleLine(path)}\n`),
    ].join(''),
  )
  if (created.includes('tangle.config.json'))
    terminal.out('\nNext: `npx tangle check` and `npx tangle run`; both pass.\n')
  if (lacksPackage && created.includes(workflowPath))
    terminal.out('\nFor CI, add `@parley/tangle` to the devDependencies of package.json, and commit both.\n')
  if (folder !== '' && created.includes(workflowPath))
    terminal.out(`\nMove ${workflowPath} to the root of the repository: GitHub looks for it nowhere else.\n`)
  return 0
}

/** Where a project is in its repository, with `/`; empty at the root of it, and where there is none. */
function folderInRepository(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return relative(folder, root).split(sep).join('/')
    if (folder === dirname(folder)) return ''
  }
}
