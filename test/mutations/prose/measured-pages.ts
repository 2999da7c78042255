import { OPERATIONS_PAGE } from '../../../scripts/operations-page.ts'
import type { Page } from '../../../tangle/model/page.ts'
import type { Project } from '../../../tangle/project/project.ts'

/** The pages of which mutants are made. What a program writes is made anew, and not corrected; a test says whether it is current. */
export function measuredPages({ tangled }: Project): Page[] {
  return tangled.pages.filter(({ path }) => !path.startsWith('docs/reference/api/') && path !== OPERATIONS_PAGE)
}
