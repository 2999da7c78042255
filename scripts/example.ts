import { collectExamples, formatDiagnostics, openProject, type Project } from '@parley/tangle'
import { isolate } from '../tangle/cli/isolate.ts'
import { openTerminal } from '../tangle/cli/open-terminal.ts'
import { withMissingPrograms } from '../tangle/run/example/find-programs.ts'
import { loadHost } from '../tangle/run/host.ts'
import { preparePrograms } from '../tangle/run/prepare-programs.ts'
import { runExample } from '../tangle/run/run-example.ts'

// `npm run example NAME`: one example against a freshly started mock, and what the person in the chat sees of it.

const terminal = openTerminal({ reporter: 'human' })
const [name] = process.argv.slice(2)
process.exitCode = (name === undefined ? undefined : await isolate(terminal.err)) ?? (await main())

async function main(): Promise<number> {
  // Ends the example as well.
  process.once('SIGINT', () => process.exit(130))
  const project = await openProject({ root: process.cwd() })
  return name === undefined ? listExamples(project) : showExample(project, name)
}

function listExamples(project: Project): number {
  const { examples } = collectExamples(project)
  const width = Math.max(...examples.map((example) => example.name.length))
  for (const example of examples)
    terminal.out(`${example.name.padEnd(width)}  ${titleOf(project, example.target.root.page)}\n`)
  terminal.out(`\nRun one with: npm run example ${examples[0]?.name}\n`)
  return 0
}

async function showExample(project: Project, name: string): Promise<number> {
  const examples = await withMissingPrograms(project, collectExamples(project).examples)
  const example = examples.find((candidate) => candidate.name === name)
  if (!example) {
    terminal.err(`There is no example ${name}. These are:\n\n`)
    listExamples(project)
    return 2
  }
  if (example.skipped !== undefined) {
    terminal.err(`${example.target.path} is not run: ${example.skipped}.\n`)
    return 1
  }
  terminal.out(`${example.target.path}, against a mock platform on this machine\n\n`)
  const [prepared, start] = await Promise.all([preparePrograms(project, [example]), loadHost(project)])
  const onOutput = (stream: 'stdout' | 'stderr', text: string) => terminal[stream === 'stdout' ? 'out' : 'err'](text)
  // A command to a workflow could come in two pieces, each of which is none.
  const isWhole = process.env.GITHUB_ACTIONS !== undefined
  const result = await runExample(project, example, { prepared, start, ...(!isWhole && { onOutput }) })
  const { transcript, diagnostics, execution } = result
  if (isWhole && execution) terminal.out(execution.stdout + execution.stderr)
  await prepared.remove()
  if (transcript.length > 0) terminal.out(`\nIn the chat:\n\n${transcript.map((line) => `  ${line}\n`).join('')}`)
  if (diagnostics.length === 0) return 0
  const linesOf = (file: string) => project.tangled.pages.find((page) => page.path === file)?.lines
  terminal.err(`\n${formatDiagnostics(diagnostics, linesOf, terminal.colors)}\n`)
  return 1
}

/** The first heading of a page. */
function titleOf(project: Project, path: string): string {
  const page = project.tangled.pages.find((candidate) => candidate.path === path)
  return page?.lines.find((line) => line.startsWith('# '))?.slice(2) ?? path
}
