import { posix } from 'node:path'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { FileError } from '../../model/file-error.ts'
import { locate } from '../../model/location.ts'
import { targetPathProblem } from '../../parse/target-path.ts'
import type { Project } from '../../project/project.ts'
import type { Plan } from '../../write/plan.ts'

/** More files beside targets than these are not opened. */
const mostFiles = 2000

/**
 * In a project of Entangled, files that no page writes any more: those of its database, and those that lie beside a
 * target and say themselves that they were generated. What the plan tells of them already is left out.
 */
export async function checkLeftovers(project: Project, { actions }: Plan): Promise<Diagnostic[]> {
  const { entangled, tangled, fileSystem } = project
  if (!entangled) return []
  const { readWriter } = await import('../../entangled/index.ts')
  const known = new Set([...tangled.targets, ...tangled.pages, ...actions].map(({ path }) => path))
  const isOpen = (path: string) => !known.has(path) && !targetPathProblem(path)
  const listed = [...(entangled.database?.targets ?? [])].filter(isOpen)
  const beside = (await fileSystem.glob(placesBeside(tangled.targets.map(({ path }) => path)))).filter(isOpen)
  const found: Diagnostic[] = []
  for (const path of new Set([...listed, ...beside.slice(0, mostFiles)])) {
    const text = await readIfThere(path, project)
    const writer = text === undefined ? undefined : readWriter(text)
    if (writer)
      found.push(leftover(path, `${path} was generated${writer.page === undefined ? '' : ` from ${writer.page}`}`))
    else if (text !== undefined && listed.includes(path))
      found.push(leftover(path, `The database of Entangled has ${path}`))
  }
  return found
}

/** Globs of the files beside targets that have an extension of theirs. */
function placesBeside(targets: readonly string[]): string[] {
  const places = targets.map((path) => {
    const folder = posix.dirname(path).replace(/[\\*?[\]{}()!+@|]/g, '\\$&')
    return `${folder === '.' ? '' : `${folder}/`}*${posix.extname(path)}`
  })
  return [...new Set(places)]
}

async function readIfThere(path: string, { fileSystem }: Project): Promise<string | undefined> {
  try {
    return (await fileSystem.realPath(path)) === undefined ? undefined : await fileSystem.read(path)
  } catch (error) {
    // What is no text was not generated from pages.
    if (!(error instanceof FileError)) throw error
    return undefined
  }
}

function leftover(path: string, what: string): Diagnostic {
  return {
    code: 'leftover',
    severity: 'warning',
    message: `${what}, but no page writes it any more.`,
    location: locate(path, { line: 0, column: 0 }),
    hint: 'Delete it if nobody needs it.',
  }
}
