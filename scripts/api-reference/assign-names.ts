import { namesIn } from './names-in.ts'
import type { Api, PublicName } from './open-api.ts'
import { type PagePlan, plan } from './plan.ts'

/** A page with all names that are explained on it. */
export interface ApiPage extends PagePlan {
  readonly members: readonly PublicName[]
}

/**
 * Puts each public name on one page: the one that asks for it, else the nearest one whose names refer to it, else the
 * one that takes what its entry point has left.
 *
 * @throws Error if a page asks for a name that nothing exports, or nobody takes a name.
 */
export function assignNames(api: Api): ApiPage[] {
  const pageOf = new Map<PublicName, PagePlan>()
  for (const page of plan) {
    for (const name of page.names) {
      const found = [...api.names.values()].filter((one) => one.name === name && packageOf(one) === page.package)
      if (found.length === 0) throw new Error(`Nothing exports ${name}, which the page ${page.file} asks for.`)
      for (const one of found) pageOf.set(one, page)
    }
  }
  // Breadth first: a type belongs where it is fewest steps away from what a page is about.
  let ring = [...pageOf]
  while (ring.length > 0) {
    const next: typeof ring = []
    for (const [from, page] of ring) {
      for (const used of namesIn(from.declaration, api)) {
        if (pageOf.has(used) || packageOf(used) !== page.package) continue
        pageOf.set(used, page)
        next.push([used, page])
      }
    }
    ring = next
  }
  for (const one of api.names.values()) if (!pageOf.has(one)) pageOf.set(one, leftOverPage(one))
  return plan.map((page) => ({
    ...page,
    members: inOrder(
      [...pageOf].filter(([, at]) => at === page),
      page,
    ),
  }))
}

function packageOf({ imports }: PublicName): PagePlan['package'] {
  return imports[0]?.startsWith('@parley/tangle') ? 'tangle' : 'sdk'
}

function leftOverPage({ name, imports }: PublicName): PagePlan {
  const found = plan.find(({ takes }) => imports.some((specifier) => takes?.includes(specifier)))
  if (!found) throw new Error(`No page takes ${name}: see scripts/api-reference/plan.ts.`)
  return found
}

/** As the plan says; what came by itself keeps the order in which it was found. */
function inOrder(found: readonly (readonly [PublicName, PagePlan])[], { names }: PagePlan): PublicName[] {
  const place = ({ name }: PublicName) => (names.includes(name) ? names.indexOf(name) : names.length)
  return found.map(([one]) => one).sort((a, b) => place(a) - place(b))
}
