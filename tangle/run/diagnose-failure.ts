import { relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'
import type { Project } from '../project/project.ts'
import type { Example } from './example.ts'
import type { Execution } from './execute.ts'

// A frame, also the last one of an error that has properties: Node prints ` {` behind it.
const frame = /^\s+at .*?\(?((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()\n]*?):(\d+):(\d+)\)?(?: \{)?$/

/** Says why a run failed, at the innermost line of a page that its stack names; else at the block of the example. */
export function diagnoseFailure(project: Project, example: Example, execution: Execution): Diagnostic {
  const root = example.target.root
  const fallback = root.attributes.get('file')?.location ?? root.fence
  if (execution.timedOut) {
    const message = `${example.name} did not end within ${example.timeout} ms and was stopped.`
    return {
      code: 'timeout',
      severity: 'error',
      message,
      location: fallback,
      detail: lastLines(execution.stdout + execution.stderr),
    }
  }
  const status = execution.exitCode === null ? 'was ended by a signal' : `ended with status ${execution.exitCode}`
  const expected = example.exitCode === 0 ? '' : `, not ${example.exitCode}`
  const reason = firstErrorLine(execution.stderr)
  return {
    code: 'example-failed',
    severity: 'error',
    message: `${example.name} ${status}${expected}${reason ? `: ${reason}` : '.'}`,
    location: stackLocation(project, execution.stderr) ?? fallback,
    ...(execution.stderr.trim() !== '' && { detail: readableStack(project, execution.stderr) }),
  }
}

function stackLocation(project: Project, stderr: string): Location | undefined {
  const pages = new Set(project.tangled.pages.map((page) => page.path))
  for (const line of stderr.split('\n')) {
    const match = frame.exec(line)
    if (!match?.[1]) continue
    const file = toProjectPath(project, match[1])
    if (pages.has(file)) return { file, start: { line: Number(match[2]) - 1, column: Number(match[3]) - 1 } }
  }
  return undefined
}

function toProjectPath(project: Project, path: string): string {
  const absolute = path.startsWith('file:') ? fileURLToPath(path) : path
  return relative(project.root, resolve(absolute)).split(sep).join('/')
}

/** From the error on, without the frames of Node itself, and with paths as they stand in the project. */
function readableStack(project: Project, stderr: string): string {
  const all = stderr.split('\n')
  const first = firstErrorLine(stderr)
  const lines = all
    .slice(first === undefined ? 0 : all.indexOf(first))
    .filter((line) => !/^\s+at .*\(?node:/.test(line) && !/^Node\.js v/.test(line))
  return lastLines(lines.join('\n').replaceAll(`file://${project.root}/`, '').replaceAll(`${project.root}${sep}`, ''))
}

function firstErrorLine(stderr: string): string | undefined {
  return stderr.split('\n').find((line) => /^(Uncaught )?[\w$.]*(Error|Exception)\b.*:/.test(line))
}

function lastLines(text: string): string {
  const lines = text.trim().split('\n')
  return lines.length <= 40 ? lines.join('\n') : ['…', ...lines.slice(-40)].join('\n')
}
