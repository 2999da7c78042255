import { collectExamples, formatDiagnostics, openProject, type Project } from '@parley/tangle'
import { withMissingPrograms } from '../tangle/run/example/find-programs.ts'
import { loadHost } from '../tangle/run/host.ts'
import { preparePrograms } from '../tangle/run/prepare-programs.ts'
import { runExample } from '../tangle/run/run-example.ts'

// `npm run example NAME`: one example against a freshly started mock, and what the person in the chat sees of it.

// Ends the example as well.
process.once('SIGINT', () => process.exit(130))

const [name] = process.argv.slice(2)
const project = await openProject({ root: process.cwd() })
process.exitCode = name === undefined ? listExamples(project) : await showExample(project, name)

function listExamples(project: Project): number {
  const { examples } = collectExamples(project)
  const width = Math.max(...examples.map((example) => example.name.length))
  for (const example of examples)
    console.log(`${example.name.padEnd(width)}  ${titleOf(project, example.target.root.page)}`)
  console.log(`\nRun one with: npm run example ${examples[0]?.name}`)
  return 0
}

async function showExample(project: Project, name: string): Promise<number> {
  const examples = await withMissingPrograms(project, collectExamples(project).examples)
  const example = examples.find((candidate) => candidate.name === name)
  if (!example) {
    console.error(`There is no example ${name}. These are:\n`)
    listExamples(project)
    return 2
  }
  if (example.skipped !== undefined) {
    console.error(`${example.target.path} is not run: ${example.skipped}.`)
    return 1
  }
  console.log(`${example.target.path}, against a mock platform on this machine\n`)
  const [prepared, start] = await Promise.all([preparePrograms(project, [example]), loadHost(project)])
  const onOutput = (stream: 'stdout' | 'stderr', text: string) => void process[stream].write(text)
  const { transcript, diagnostics } = await runExample(project, example, { prepared, start, onOutput })
  await prepared.remove()
  if (transcript.length > 0) console.log(`\nIn the chat:\n\n${transcript.map((line) => `  ${line}`).join('\n')}`)
  if (diagnostics.length === 0) return 0
  console.error(
    `\n${formatDiagnostics(diagnostics, (file) => project.tangled.pages.find((page) => page.path === file)?.lines)}`,
  )
  return 1
}

/** The first heading of a page. */
function titleOf(project: Project, path: string): string {
  const page = project.tangled.pages.find((candidate) => candidate.path === path)
  return page?.lines.find((line) => line.startsWith('# '))?.slice(2) ?? path
}
