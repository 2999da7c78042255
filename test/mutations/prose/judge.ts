import { checkProse } from '../../../tangle/check/check-project.ts'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import type { Project } from '../../../tangle/project/project.ts'
import type { Verdict } from '../findings.ts'
import type { ProseMutant } from './generate.ts'

/** A project in which one page says something else. Nothing is written. */
export function withMutant(project: Project, { page, line, column, before, after }: ProseMutant): Project {
  const pages = project.tangled.pages.map((one) => {
    if (one.path !== page) return one
    const lines = [...one.lines]
    const text = lines[line] ?? ''
    if (text.slice(column, column + before.length) !== before) throw new Error(`${page}:${line + 1} has no ${before}`)
    lines[line] = text.slice(0, column) + after + text.slice(column + before.length)
    return parsePage({ path: page, text: lines.join('\n') })
  })
  // Programs stay as they are, and are made when somebody asks for them.
  const tangled = new Proxy(project.tangled, {
    get: (whole, key) => (key === 'pages' ? pages : Reflect.get(whole, key, whole)),
  })
  return { ...project, tangled }
}

/** Whether the checks find a mutant, at its line. Only prose has changed, so programs need not run again. */
export async function judgeProse(mutant: ProseMutant, project: Project): Promise<Verdict> {
  const mutated = withMutant(project, mutant)
  const found = (await checkProse(mutated)).filter(({ severity }) => severity === 'error')
  if (found.length === 0) return 'not caught'
  const isRight = found.some(({ location }) => location?.file === mutant.page && location.start.line === mutant.line)
  return isRight ? 'caught' : 'wrong line'
}
