import ts from 'typescript'
import type { ApiPage } from './assign-names.ts'
import { type Callable, constructorOf, methodsOf } from './members.ts'
import { namesIn } from './names-in.ts'
import type { Api, PublicName } from './open-api.ts'

/**
 * Options are best read where they are passed: those of a function are explained below the first one of the page that
 * takes them. Gives the names for each function, by its key.
 */
export function nestOptions(page: ApiPage, api: Api): ReadonlyMap<string, readonly PublicName[]> {
  const nested = new Map<string, PublicName[]>()
  const free = new Set(page.members.filter(({ name }) => !page.names.includes(name) && /Options$/.test(name)))
  for (const member of page.members) {
    for (const [key, callable] of callablesOf(member)) {
      const taken = callable.parameters.flatMap(({ type }) => (type ? namesIn(type, api) : []))
      for (const one of taken) if (free.delete(one)) nested.set(key, [...(nested.get(key) ?? []), one])
    }
  }
  return nested
}

/** What of a name can be called, each with its key. */
export function callablesOf(one: PublicName): (readonly [key: string, callable: Callable])[] {
  const { key, declaration } = one
  if (ts.isFunctionDeclaration(declaration)) return [[key, declaration]]
  const maker = one.isType ? undefined : constructorOf(one)
  const methods = methodsOf(one).map((method) => [`${key}.${method.name.getText()}`, method] as const)
  return [...(maker ? [[key, maker] as const] : []), ...methods]
}
