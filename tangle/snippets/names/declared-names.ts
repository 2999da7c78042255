import { childOf, childrenOf, listOf, type SyntaxNode } from '../syntax.ts'

/** A name that a text declares at its top level. */
export interface Declaration {
  /** The whole statement, `export` included. */
  readonly statement: SyntaxNode
  /** The module and the name in it, if it is imported; `*` for all of it. */
  readonly from?: { readonly module: string; readonly name: string }
}

export type Declarations = ReadonlyMap<string, readonly Declaration[]>

/** Everything that a module declares at its top level: its own things, and what it imports. */
export function declaredNames(program: SyntaxNode): Declarations {
  const found = new Map<string, Declaration[]>()
  const add = (name: string, declaration: Declaration) => {
    const list = found.get(name)
    if (list) list.push(declaration)
    else found.set(name, [declaration])
  }
  for (const statement of listOf(program, 'body')) {
    if (statement.type === 'ImportDeclaration') {
      const module = String(childOf(statement, 'source')?.value)
      for (const specifier of listOf(statement, 'specifiers')) {
        const local = String(childOf(specifier, 'local')?.name)
        add(local, { statement, from: { module, name: importedName(specifier) } })
      }
      continue
    }
    const own = scopes.has(statement.type) ? [] : varNames(statement)
    for (const name of [...lexicalNames([statement]), ...own]) add(name, { statement })
    for (const name of globalNames(statement)) add(name, { statement })
  }
  return found
}

/** What an import takes out of its module: `default`, `*`, or a name. */
export function importedName(specifier: SyntaxNode): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  const imported = childOf(specifier, 'imported')
  return String(imported?.name ?? imported?.value)
}

/** The statements of a block. */
export function statementsOf(block: SyntaxNode): SyntaxNode[] {
  return listOf(block, 'body')
}

const declaring = new Set([
  ...['FunctionDeclaration', 'TSDeclareFunction', 'ClassDeclaration', 'TSInterfaceDeclaration'],
  ...['TSTypeAliasDeclaration', 'TSEnumDeclaration', 'TSImportEqualsDeclaration'],
])

/** The names that statements declare in their own block: all but those of `var`. */
export function lexicalNames(statements: readonly SyntaxNode[]): string[] {
  return statements.flatMap((statement): string[] => {
    const { type } = statement
    if (type === 'ExportNamedDeclaration' || type === 'ExportDefaultDeclaration') {
      const declaration = childOf(statement, 'declaration')
      return declaration ? lexicalNames([declaration]) : []
    }
    if (type === 'VariableDeclaration')
      return statement.kind === 'var'
        ? []
        : listOf(statement, 'declarations').flatMap((one) => patternNames(childOf(one, 'id')))
    if (type === 'TSModuleDeclaration') {
      let first = childOf(statement, 'id')
      while (first?.type === 'TSQualifiedName') first = childOf(first, 'left')
      return first?.type === 'Identifier' && statement.kind !== 'global' ? [String(first.name)] : []
    }
    const id = declaring.has(type) ? childOf(statement, 'id') : undefined
    return id ? [String(id.name)] : []
  })
}

/** The names that `declare global` declares. */
function globalNames(statement: SyntaxNode): string[] {
  const isGlobal =
    statement.type === 'TSGlobalDeclaration' ||
    (statement.type === 'TSModuleDeclaration' && statement.kind === 'global')
  const body = isGlobal ? childOf(statement, 'body') : undefined
  if (!body) return []
  return [...lexicalNames(statementsOf(body)), ...varNames(body)]
}

const scopes = new Set([
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassDeclaration', 'ClassExpression'],
  ...['TSModuleDeclaration', 'StaticBlock'],
])

/** The names that `var` declares in a function or a module, however deep it stands. */
export function varNames(node: SyntaxNode): string[] {
  const own =
    node.type === 'VariableDeclaration' && node.kind === 'var'
      ? listOf(node, 'declarations').flatMap((one) => patternNames(childOf(one, 'id')))
      : []
  const inner = childrenOf(node).filter(({ type }) => !scopes.has(type) && !type.endsWith('Expression'))
  return [...own, ...inner.flatMap(varNames)]
}

/** The names that a pattern binds: those of a parameter, of a destructuring, of a catch clause. */
export function patternNames(pattern: SyntaxNode | undefined): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [String(pattern.name)]
    case 'ObjectPattern':
      return listOf(pattern, 'properties').flatMap((property) =>
        patternNames(property.type === 'RestElement' ? property : childOf(property, 'value')),
      )
    case 'ArrayPattern':
      return listOf(pattern, 'elements').flatMap(patternNames)
    case 'AssignmentPattern':
      return patternNames(childOf(pattern, 'left'))
    case 'RestElement':
      return patternNames(childOf(pattern, 'argument'))
    case 'TSParameterProperty':
      return patternNames(childOf(pattern, 'parameter'))
    default:
      return []
  }
}
