import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Everything that axe finds, down to minor things such as a table whose first heading is empty. */
export async function findBarriers(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const where = await page.evaluate(() => `${location.pathname} ${document.documentElement.className}`)
  const violations = await page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    return (await axe.run({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })).violations
  }, rules)
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => !isOverlay(id, target))
      .map(({ target, failureSummary }) => `${where}, ${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

/** A type at its name lies over the page. Whoever cannot see it hears it from a status line. */
function isOverlay(rule: string, target: readonly unknown[]): boolean {
  return rule === 'region' && target.join(' ') === '#type-tooltip'
}
