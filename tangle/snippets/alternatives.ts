import { importedName, lexicalNames } from './names/declared-names.ts'
import type { TextRange } from './snippet.ts'
import { childOf, listOf, type SyntaxNode } from './syntax.ts'

/** One of the ways that a block shows under each other. */
export interface Alternative {
  /** Its own statements, as one part of the text. */
  readonly own: TextRange
  /** Earlier statements that hold for it, too. */
  readonly shared: readonly SyntaxNode[]
}

/** What a statement declares: names with a kind that says what else may have them. */
interface Declared {
  readonly name: string
  readonly kind: 'value' | 'overload' | 'interface' | 'class' | 'namespace' | 'type' | 'variable'
}

/** More ways than these are no ways, but a list of something. */
const maximumAlternatives = 32

/** Nobody shows two ways in a longer text, and comparing all its statements would take long. */
const maximumStatements = 500

/**
 * Cuts a module where it declares a name for the second time, or has a second default export: pages show two ways under
 * each other (plain blocks, 3.3). Earlier declarations that the later way does not replace hold for it, too.
 */
export function findAlternatives(program: SyntaxNode, length: number): Alternative[] {
  const statements = listOf(program, 'body')
  const cuts = [0]
  let seen: Declared[] = []
  statements.forEach((statement, at) => {
    const declared = declaredBy(statement)
    if (declared.some((one) => seen.some((other) => collides(other, one)))) {
      cuts.push(at)
      seen = []
    }
    seen.push(...declared)
  })
  if (cuts.length > maximumAlternatives || statements.length > maximumStatements) return []
  return cuts.map((from, part) => {
    const to = cuts[part + 1] ?? statements.length
    const start = from === 0 ? 0 : (statements[from]?.start ?? 0)
    const end = to === statements.length ? length : (statements[to]?.start ?? length)
    const replaced = statements.slice(from, to).flatMap(declaredBy)
    const shared = statements.slice(0, from).filter((statement) => {
      const declared = declaredBy(statement)
      return declared.length > 0 && !declared.some((one) => replaced.some(({ name }) => name === one.name))
    })
    // Of several earlier ways, the last one holds.
    const lasting = shared.filter(
      (statement, index) =>
        !shared
          .slice(index + 1)
          .some((later) =>
            declaredBy(later).some((one) => declaredBy(statement).some((other) => collides(other, one))),
          ),
    )
    return { own: { start, end }, shared: lasting }
  })
}

function declaredBy(statement: SyntaxNode): Declared[] {
  const { type } = statement
  if (type === 'ImportDeclaration') {
    return listOf(statement, 'specifiers').map((specifier) => ({
      name: String(childOf(specifier, 'local')?.name ?? importedName(specifier)),
      kind: 'value' as const,
    }))
  }
  if (type === 'TSExportAssignment') return [{ name: 'export default', kind: 'value' }]
  const declaration = type.startsWith('Export') ? childOf(statement, 'declaration') : statement
  const isDefault = type === 'ExportDefaultDeclaration' && declaration?.type !== 'TSInterfaceDeclaration'
  const kind = isDefault && declaration?.type === 'TSDeclareFunction' ? 'overload' : 'value'
  const own = isDefault ? [{ name: 'export default', kind } as const] : []
  if (!declaration) return own
  return [...own, ...lexicalNames([declaration]).map((name) => ({ name, kind: kindOf(declaration) }))]
}

function kindOf({ type, body }: SyntaxNode): Declared['kind'] {
  switch (type) {
    case 'TSDeclareFunction':
      return 'overload'
    case 'FunctionDeclaration':
      return body ? 'value' : 'overload'
    case 'TSInterfaceDeclaration':
      return 'interface'
    case 'ClassDeclaration':
      return 'class'
    case 'TSModuleDeclaration':
    case 'TSEnumDeclaration':
      return 'namespace'
    case 'TSTypeAliasDeclaration':
      return 'type'
    case 'VariableDeclaration':
      return 'variable'
    default:
      return 'value'
  }
}

/** Which kinds may share a name: overloads and their function, parts of an interface, a type and a variable. */
const sharing = new Set([
  ...['overload overload', 'overload value', 'interface interface', 'interface class', 'class interface'],
  ...['namespace namespace', 'value namespace', 'class namespace', 'namespace value', 'interface namespace'],
  ...['namespace interface', 'type variable', 'variable type', 'interface variable', 'variable interface'],
  ...['interface value', 'value interface', 'type value', 'value type', 'type namespace', 'namespace type'],
])

function collides(first: Declared, second: Declared): boolean {
  return first.name === second.name && !sharing.has(`${first.kind} ${second.kind}`)
}
