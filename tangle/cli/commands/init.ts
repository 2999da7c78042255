import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { applyBaseline, baselinePath, formatBaseline, parseBaseline } from '../../check/baseline.ts'
import { makeScaffold, type Scaffold } from '../../init/scaffold.ts'
import { workflowPath } from '../../init/workflow.ts'
import type { FileSystem } from '../../model/file-system.ts'
import { visibleLine } from '../../model/visible-text.ts'
import { presenceFrom } from '../../project/installed-package.ts'
import { openProject, planProject } from '../../project/project.ts'
import { applyPlan } from '../../write/apply.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { type InitFindings, learnedLines } from '../init-lines.ts'
import { findAll, lineReader } from '../known-findings.ts'
import { type CommandContext, type ExitCode, type Terminal, UsageError } from '../terminal.ts'

/** Adds to a project what it needs, as far as it is not there: see {@link makeScaffold}. */
export async function initCommand({ root, configFile, reporter, terminal }: CommandContext): Promise<ExitCode> {
  if (configFile !== undefined || reporter !== 'human')
    throw new UsageError('`tangle init` takes neither --config nor --reporter.')
  const fileSystem = new NodeFileSystem(root)
  const folder = folderInRepository(root)
  if (terminal.interactive)
    terminal.err('Reading what is there. With documentation, this takes as long as a few checks.\n')
  const scaffold = await makeScaffold(root, fileSystem, folder)
  const { files, kept, learned } = scaffold
  for (const { path, text } of files) await fileSystem.write(path, text)
  const created = files.map(({ path }) => path)
  // With a configuration of its own, a project decides itself when its targets are written.
  if (created.includes('tangle.config.json') && !learned) created.push(...(await writeTargets(root, fileSystem)))
  const findings = learned && (await writeBaseline(root, fileSystem))
  if (findings?.isNew) created.push(baselinePath)
  terminal.out(
    [
      ...kept.map((path) => `kept ${visibleLine(path)}\n`),
      ...created.map((path) => `created ${visibleLine(path)}\n`),
    ].join(''),
  )
  if (learned && findings)
    terminal.out(`\n${learnedLines(learned, findings, terminal.colors, presenceFrom(root)).join('\n')}\n`)
  else if (created.includes('tangle.config.json'))
    terminal.out('\nNext: `npx tangle check` and `npx tangle run`; both pass.\n')
  sayAboutWorkflow(scaffold, created, folder, terminal)
  return 0
}

async function writeTargets(root: string, fileSystem: FileSystem): Promise<string[]> {
  const plan = await planProject(await openProject({ root, fileSystem }))
  await applyPlan(plan, fileSystem)
  return plan.actions.flatMap(({ kind, path }) => (kind === 'create' ? [path] : []))
}

/** Takes what is found as known. A baseline that is there already stays as it is. */
async function writeBaseline(root: string, fileSystem: FileSystem): Promise<InitFindings> {
  const project = await openProject({ root, fileSystem })
  const { diagnostics, blocks } = await findAll(project)
  const lineOf = lineReader(project)
  const there = await fileSystem.read(baselinePath)
  const text = there ?? formatBaseline(diagnostics, lineOf)
  if (there === undefined && text !== '') await fileSystem.write(baselinePath, text)
  const known = parseBaseline(text) ?? []
  const left = applyBaseline(diagnostics, known, lineOf)
  return {
    pageCount: project.tangled.pages.length,
    blocks,
    known: left.knownCount,
    left: left.diagnostics,
    isNew: there === undefined && text !== '',
  }
}

function sayAboutWorkflow({ lacksPackage }: Scaffold, created: readonly string[], folder: string, terminal: Terminal) {
  if (!created.includes(workflowPath)) return
  if (lacksPackage)
    terminal.out('\nFor CI, add `@parley/tangle` to the devDependencies of package.json, and commit both.\n')
  if (folder !== '')
    terminal.out(`\nMove ${workflowPath} to the root of the repository: GitHub looks for it nowhere else.\n`)
}

/** Where a project is in its repository, with `/`; empty at the root of it, and where there is none. */
function folderInRepository(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return relative(folder, root).split(sep).join('/')
    if (folder === dirname(folder)) return ''
  }
}
