import { relative, sep } from 'node:path'
import type { NameInfo } from '../../check/types/name-service.ts'

/**
 * Gives the address of the page that explains a name, such as `Client.send` for a method; `undefined` where no page does.
 *
 * @param file The file that declares it, relative to the project root, with `/`.
 */
export type ReferenceOf = (name: string, file: string) => string | undefined

/** The page that explains a name in code, or the type of a variable. */
export function findReference(info: NameInfo, root: string, referenceOf: ReferenceOf): string | undefined {
  const ask = (name: string | undefined, file: string | undefined) =>
    name === undefined || file === undefined ? undefined : referenceOf(name, relative(root, file).split(sep).join('/'))
  return ask(nameIn(info.signature), info.declaredIn) ?? ask(info.type?.name, info.type?.declaredIn)
}

/** `Client.send` of `(method) Client<Key>.send(text: string): void`. */
function nameIn(signature: string): string | undefined {
  return /^(?:\([\w ]+\) )?(?:\w+ (?=[\w$]))*([\w$]+(?:<[^>]*>)?(?:\.[\w$]+)*)/
    .exec(signature)?.[1]
    ?.replace(/<[^>]*>/, '')
}
