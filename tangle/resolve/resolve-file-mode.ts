import type { Attribute, Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { parseFileMode } from '../parse/file-mode.ts'

/** The permissions that the blocks of a target ask for with `mode=`, and what is wrong with them (4.4, 12.7). */
export function resolveFileMode(
  path: string,
  roots: readonly Block[],
): { readonly mode: number | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  let first: { readonly mode: number; readonly attribute: Attribute } | undefined
  for (const attribute of roots.flatMap((block) => block.attributes.get('mode') ?? [])) {
    const mode = parseFileMode(attribute.value)
    if (mode === undefined) {
      const message = `\`mode=${attribute.value}\` is no mode of a file.`
      diagnostics.push(invalid(attribute, message, 'Write three octal digits of which the owner may read: `mode=755`.'))
    } else if (first && mode !== first.mode) {
      const related = [{ message: `it has mode ${first.attribute.value} here`, location: first.attribute.location }]
      const message = `${path} has two modes, ${first.attribute.value} and ${attribute.value}.`
      diagnostics.push({ ...invalid(attribute, message, 'Keep one of them.'), related })
    } else first ??= { mode, attribute }
  }
  return { mode: first?.mode, diagnostics }
}

function invalid(attribute: Attribute, message: string, hint: string): Diagnostic {
  return { code: 'invalid-attribute', severity: 'error', message, location: attribute.location, hint }
}
