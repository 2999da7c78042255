import { lexicalNames } from '../names/declared-names.ts'
import { childOf, listOf, type SyntaxNode } from '../syntax.ts'

/** Which names of a module are asked for. */
export type WantedNames = ReadonlySet<string> | 'all'

/** What a module exports of the names that are asked for. */
export interface ExportedParts {
  /** From the end of the statement before to the end of the declaration: its comment, and those of its members. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[]
  /** What it passes on from other modules. */
  readonly passedOn: readonly { readonly module: string; readonly names: WantedNames }[]
}

/** Finds the declarations behind exported names of a module, and the modules where the others are declared. */
export function findExportedParts(program: SyntaxNode, wanted: WantedNames): ExportedParts {
  const isWanted = (name: string) => wanted === 'all' || wanted.has(name)
  const statements = listOf(program, 'body')
  const local = new Set<string>()
  const passedOn: { module: string; names: WantedNames }[] = []
  const exported = new Set<SyntaxNode>()
  for (const statement of statements) {
    const module = childOf(statement, 'source')?.value
    const declaration = childOf(statement, 'declaration')
    if (statement.type === 'ExportAllDeclaration' && typeof module === 'string') {
      const space = childOf(statement, 'exported')
      if (!space) passedOn.push({ module, names: wanted })
      else if (isWanted(nameOf(space))) passedOn.push({ module, names: 'all' })
    } else if (statement.type === 'ExportDefaultDeclaration') {
      if (!isWanted('default')) continue
      if (declaration?.type === 'Identifier') local.add(nameOf(declaration))
      else exported.add(statement)
    } else if (statement.type === 'ExportNamedDeclaration') {
      if (declaration && lexicalNames([declaration]).some(isWanted)) exported.add(statement)
      const names = listOf(statement, 'specifiers').flatMap((specifier) =>
        isWanted(nameOf(childOf(specifier, 'exported'))) ? [nameOf(childOf(specifier, 'local'))] : [],
      )
      if (typeof module === 'string') passedOn.push({ module, names: new Set(names) })
      else for (const name of names) local.add(name)
    }
  }
  for (const statement of statements) {
    if (statement.type === 'ImportDeclaration') passedOn.push(...importedAndExported(statement, local))
    else if (lexicalNames([statement]).some((name) => local.has(name))) exported.add(statement)
  }
  const ranges = statements.flatMap((statement, at) =>
    exported.has(statement) ? [{ start: statements[at - 1]?.end ?? 0, end: statement.end }] : [],
  )
  return { ranges, passedOn: passedOn.filter(({ names }) => names === 'all' || names.size > 0) }
}

function importedAndExported(statement: SyntaxNode, local: ReadonlySet<string>): ExportedParts['passedOn'] {
  const module = String(childOf(statement, 'source')?.value)
  return listOf(statement, 'specifiers').flatMap((specifier): ExportedParts['passedOn'] => {
    if (!local.has(nameOf(childOf(specifier, 'local')))) return []
    if (specifier.type === 'ImportNamespaceSpecifier') return [{ module, names: 'all' }]
    const imported = childOf(specifier, 'imported')
    return [{ module, names: new Set([imported ? nameOf(imported) : 'default']) }]
  })
}

function nameOf(node: SyntaxNode | undefined): string {
  return String(node?.name ?? node?.value)
}
