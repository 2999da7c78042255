import type { Insertion } from './elisions.ts'
import { childOf, listOf, type SyntaxNode } from './syntax.ts'

/** What the names of these types begin with. */
const prefix = 'TangleShown'

/**
 * What makes types of a function's namespace of what looks like statements: a reference shows them below the import,
 * `useQuery.Parameters`. Only where a block has nothing else: elsewhere such a statement is a value.
 */
export function completeShownTypes(program: SyntaxNode): Insertion[] {
  const statements = listOf(program, 'body')
  const imported = new Set(
    statements.flatMap((statement) =>
      listOf(statement, 'specifiers').map((specifier) => String(childOf(specifier, 'local')?.name)),
    ),
  )
  const others = statements.filter(({ type }) => type !== 'ImportDeclaration')
  if (!others.every((statement) => isTypeOf(statement, imported))) return []
  return others.map(({ start }, at) => ({ at: start, text: `type ${prefix}${at} = ` }))
}

/** Whether a node belongs to such a type, which a reference shows without its parameters. */
export function isShownType(around: readonly SyntaxNode[]): boolean {
  const alias = around.find(({ type }) => type === 'TSTypeAliasDeclaration')
  return alias !== undefined && String(childOf(alias, 'id')?.name).startsWith(prefix)
}

function isTypeOf(statement: SyntaxNode, functions: ReadonlySet<string>): boolean {
  const member = statement.type === 'ExpressionStatement' ? childOf(statement, 'expression') : undefined
  if (member?.type !== 'MemberExpression' || member.computed === true) return false
  const [owner, name] = [childOf(member, 'object'), childOf(member, 'property')]
  return (
    /^[A-Z]/.test(String(name?.name)) &&
    owner?.type === 'Identifier' &&
    /^[a-z]/.test(String(owner.name)) &&
    functions.has(String(owner.name))
  )
}
