import type { EntangledConfig } from '../config/config.ts'

/** The levels of the namespace of a source; none for the global one (syntax specification, 5.4). */
export function namespaceOf(path: string, config: EntangledConfig): readonly string[] {
  return config.namespace ?? (config.namespaceDefault === 'private' ? [path] : [])
}

/** The full name of a block: the levels of its namespace and its own name, with `::` between them (5.4). */
export function qualify(namespace: readonly string[], name: string): string {
  return [...namespace, name].join('::')
}

/** What a reference means: with `::` it is absolute, without it looks in the namespace that it stands in. */
export function resolveName(namespace: readonly string[], reference: string): string {
  return reference.includes('::') ? reference : qualify(namespace, reference)
}

/** A full name as its author would write it in a namespace. */
export function shorten(namespace: readonly string[], name: string): string {
  const prefix = qualify(namespace, '')
  return namespace.length > 0 && name.startsWith(prefix) ? name.slice(prefix.length) : name
}
