import { relative, sep } from 'node:path'
import type { NameInfo } from '../../check/types/name-service.ts'

/**
 * Gives the address of the page that explains a name, such as `Client.send` for a method; `undefined` where no page does.
 *
 * @param file The file that declares it, relative to the project root, with `/`.
 */
export type ReferenceOf = (name: string, file: string) => string | undefined

/** Names by which a reference may know a name in code, each with the file that declares it: itself, then its type. */
export type DeclaredNames = readonly (readonly [name: string, file: string])[]

/** What a name in code may be found by in a reference. */
export function declaredNames(info: NameInfo, root: string): DeclaredNames {
  const place = (name: string | undefined, file: string | undefined): DeclaredNames =>
    name === undefined || file === undefined ? [] : [[name, relative(root, file).split(sep).join('/')]]
  return [...place(nameIn(info.signature), info.declaredIn), ...place(info.type?.name, info.type?.declaredIn)]
}

/** The page that explains a name in code, or the type of a variable. */
export function findReference(names: DeclaredNames, referenceOf: ReferenceOf): string | undefined {
  for (const [name, file] of names) {
    const address = referenceOf(name, file)
    if (address !== undefined) return address
  }
  return undefined
}

/** `Client.send` of `(method) Client<Key>.send(text: string): void`. */
function nameIn(signature: string): string | undefined {
  return /^(?:\([\w ]+\) )?(?:\w+ (?=[\w$]))*([\w$]+(?:<[^>]*>)?(?:\.[\w$]+)*)/
    .exec(signature)?.[1]
    ?.replace(/<[^>]*>/, '')
}
