import { childOf, childrenOf, listOf, type SyntaxNode } from '../syntax.ts'
import { type Declarations, declaredNames, lexicalNames, patternNames, statementsOf, varNames } from './declared-names.ts'

/** What a name stands for where it is used. */
export interface NameUse {
  readonly isValue: boolean
  readonly isType: boolean
}

/** The names of a text, as far as they concern other texts. */
export interface FoundNames {
  /** What it declares at its top level, its imports included. */
  readonly declared: Declarations
  /** What it uses and does not declare, in the order of their first use. */
  readonly free: ReadonlyMap<string, NameUse>
  /** Uses `this` outside of every function and class. */
  readonly hasOuterThis: boolean
}

/** Finds the names that a module declares, and those that it uses and does not declare, in all of its scopes. */
export function findNames(program: SyntaxNode): FoundNames {
  const finder = new NameFinder()
  const declared = declaredNames(program)
  finder.visitProgram(program, declared)
  return { declared, free: finder.free, hasOuterThis: finder.hasOuterThis }
}

/** Nodes that only name something of another node: a label, a part of `import.meta`, an import. */
const silent = new Set([
  ...['ImportDeclaration', 'ExportAllDeclaration', 'TSNamespaceExportDeclaration', 'MetaProperty', 'ImportAttribute'],
  ...['BreakStatement', 'ContinueStatement', 'JSXClosingElement', 'JSXNamespacedName', 'JSXText'],
])

/** Nodes with a key that is a name only if it is computed. */
const keyed = new Set([
  ...['Property', 'PropertyDefinition', 'MethodDefinition', 'AccessorProperty', 'TSPropertySignature'],
  ...['TSAbstractPropertyDefinition', 'TSAbstractMethodDefinition', 'TSAbstractAccessorProperty', 'TSEnumMember'],
])

const functions = new Set([
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'TSDeclareFunction'],
  ...['TSEmptyBodyFunctionExpression', 'TSFunctionType', 'TSConstructorType', 'TSCallSignatureDeclaration'],
  ...['TSConstructSignatureDeclaration', 'TSMethodSignature'],
])

const blocks = new Set(['BlockStatement', 'StaticBlock', 'TSModuleBlock'])
const loops = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement'])

class NameFinder {
  readonly free = new Map<string, NameUse>()
  hasOuterThis = false
  readonly #scopes: ReadonlySet<string>[] = []
  /** How many functions and classes stand around the node. */
  #depth = 0

  visitProgram(program: SyntaxNode, declared: Declarations): void {
    this.#within([...declared.keys(), ...varNames(program)], () => this.#visitAll(childrenOf(program)))
  }

  #visitAll(nodes: readonly (SyntaxNode | undefined)[]): void {
    for (const node of nodes) if (node) this.#visit(node)
  }

  #visit(node: SyntaxNode): void {
    const { type } = node
    if (silent.has(type)) return
    if (functions.has(type)) return this.#visitFunction(node)
    if (blocks.has(type)) return this.#within(lexicalNames(statementsOf(node)), () => this.#visitAll(childrenOf(node)))
    if (loops.has(type)) {
      const heads = [childOf(node, 'init'), childOf(node, 'left')].filter((head) => head !== undefined)
      return this.#within(lexicalNames(heads), () => this.#visitAll(childrenOf(node)))
    }
    if (keyed.has(type)) return this.#visitKeyed(node)
    switch (type) {
      case 'Identifier':
        this.#use(node, true)
        return this.#visitAll([childOf(node, 'typeAnnotation')])
      case 'ThisExpression':
        if (this.#depth === 0) this.hasOuterThis = true
        return
      case 'MemberExpression':
        return this.#visitAll([childOf(node, 'object'), node.computed === true ? childOf(node, 'property') : undefined])
      case 'LabeledStatement':
        return this.#visitAll([childOf(node, 'body')])
      case 'SwitchStatement': {
        const statements = listOf(node, 'cases').flatMap((one) => listOf(one, 'consequent'))
        return this.#within(lexicalNames(statements), () => this.#visitAll(childrenOf(node)))
      }
      case 'CatchClause':
        return this.#within(patternNames(childOf(node, 'param')), () => this.#visitAll(childrenOf(node)))
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.#visitClass(node)
      case 'ExportNamedDeclaration':
        if (node.source) return
        return this.#visitAll(childrenOf(node))
      case 'ExportSpecifier': {
        const local = childOf(node, 'local')
        if (local?.type !== 'Identifier') return
        this.#use(local, node.exportKind !== 'type')
        return this.#use(local, false)
      }
      default:
        return type.startsWith('TS') ? this.#visitType(node) : type.startsWith('JSX') ? this.#visitJsx(node) : this.#visitAll(childrenOf(node))
    }
  }

  #visitType(node: SyntaxNode): void {
    switch (node.type) {
      case 'TSTypeReference':
        // `as const` is parsed as if `const` were a type.
        if (childOf(node, 'typeName')?.name !== 'const') this.#useEntity(childOf(node, 'typeName'), false)
        return this.#visitAll([childOf(node, 'typeArguments')])
      case 'TSTypeQuery':
        this.#useEntity(childOf(node, 'exprName'), true)
        return this.#visitAll([childOf(node, 'typeArguments')])
      case 'TSInterfaceHeritage':
      case 'TSClassImplements':
        this.#useEntity(childOf(node, 'expression'), false)
        return this.#visitAll([childOf(node, 'typeArguments')])
      case 'TSImportType':
        return this.#visitAll([childOf(node, 'typeArguments')])
      case 'TSTypePredicate':
      case 'TSIndexSignature':
        this.#visitAll(listOf(node, 'parameters').map((parameter) => childOf(parameter, 'typeAnnotation')))
        return this.#visitAll([childOf(node, 'typeAnnotation')])
      case 'TSNamedTupleMember':
        return this.#visitAll([childOf(node, 'elementType')])
      case 'TSImportEqualsDeclaration':
        return this.#useEntity(childOf(node, 'moduleReference'), true)
      case 'TSTypeParameter':
        return this.#visitAll([childOf(node, 'constraint'), childOf(node, 'default')])
      case 'TSMappedType': {
        const key = childOf(node, 'key')
        this.#visitAll([childOf(node, 'constraint')])
        return this.#within(key ? [String(key.name)] : [], () =>
          this.#visitAll([childOf(node, 'nameType'), childOf(node, 'typeAnnotation')]),
        )
      }
      case 'TSConditionalType': {
        const pattern = childOf(node, 'extendsType')
        this.#visitAll([childOf(node, 'checkType'), childOf(node, 'falseType')])
        return this.#within(inferredNames(pattern), () => this.#visitAll([pattern, childOf(node, 'trueType')]))
      }
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        return this.#within(typeParameterNames(node), () => this.#visitAll(withoutKey(node, 'id')))
      case 'TSEnumDeclaration': {
        const members = listOf(childOf(node, 'body') ?? node, 'members')
        const names = members.map((member) => String(childOf(member, 'id')?.name ?? ''))
        return this.#within(names, () => this.#visitAll(members.map((member) => childOf(member, 'initializer'))))
      }
      case 'TSModuleDeclaration':
        return this.#visitAll([childOf(node, 'body')])
      default:
        return this.#visitAll(childrenOf(node))
    }
  }

  #visitJsx(node: SyntaxNode): void {
    if (node.type === 'JSXOpeningElement') {
      this.#useTag(childOf(node, 'name'))
      return this.#visitAll(withoutKey(node, 'name'))
    }
    if (node.type === 'JSXAttribute') return this.#visitAll([childOf(node, 'value')])
    this.#visitAll(childrenOf(node))
  }

  /** `<Tag>` and `<ns.Tag>`; a word in small letters is an element of the page that is shown. */
  #useTag(name: SyntaxNode | undefined): void {
    if (name?.type === 'JSXMemberExpression') {
      let first = childOf(name, 'object')
      while (first?.type === 'JSXMemberExpression') first = childOf(first, 'object')
      if (first && first.name !== 'this') this.#use(first, true)
    } else if (name?.type !== 'JSXNamespacedName' && name && /^[^a-z]/.test(String(name.name))) this.#use(name, true)
  }

  #visitFunction(node: SyntaxNode): void {
    const isArrow = node.type === 'ArrowFunctionExpression'
    const isDeclared = node.type === 'FunctionDeclaration' || node.type === 'TSDeclareFunction'
    const id = childOf(node, 'id')
    const parameters = Array.isArray(node.params) ? listOf(node, 'params') : listOf(node, 'parameters')
    const body = childOf(node, 'body')
    const names = [
      ...typeParameterNames(node),
      ...parameters.flatMap(patternNames),
      ...(isArrow ? [] : ['arguments']),
      ...(id && !isDeclared ? [String(id.name)] : []),
      ...(body ? varNames(body) : []),
    ]
    if (!isArrow) this.#depth++
    this.#within(names, () => this.#visitAll(withoutKey(node, 'id', node.computed === true ? '' : 'key')))
    if (!isArrow) this.#depth--
  }

  #visitClass(node: SyntaxNode): void {
    const id = childOf(node, 'id')
    this.#visitAll(listOf(node, 'decorators'))
    this.#within([...typeParameterNames(node), ...(id ? [String(id.name)] : [])], () => {
      this.#visitAll([childOf(node, 'superClass'), childOf(node, 'superTypeArguments'), childOf(node, 'typeParameters')])
      this.#visitAll(listOf(node, 'implements'))
      this.#depth++
      this.#visitAll([childOf(node, 'body')])
      this.#depth--
    })
  }

  #visitKeyed(node: SyntaxNode): void {
    const isComputed = node.computed === true
    this.#visitAll(withoutKey(node, isComputed ? '' : 'key', isComputed ? '' : 'id'))
  }

  /** The first name of `a.b.c`. */
  #useEntity(entity: SyntaxNode | undefined, isValue: boolean): void {
    let first = entity
    while (first?.type === 'TSQualifiedName') first = childOf(first, 'left')
    if (first?.type === 'Identifier') this.#use(first, isValue)
    else if (first?.type !== 'TSExternalModuleReference' && first) this.#visit(first)
  }

  #use(node: SyntaxNode, isValue: boolean): void {
    const name = String(node.name)
    if (name === 'undefined' || name === 'this' || name === '') return
    if (this.#scopes.some((scope) => scope.has(name))) return
    const known = this.free.get(name)
    this.free.set(name, {
      isValue: isValue || (known?.isValue ?? false),
      isType: !isValue || (known?.isType ?? false),
    })
  }

  #within(names: Iterable<string>, work: () => void): void {
    this.#scopes.push(new Set(names))
    work()
    this.#scopes.pop()
  }
}

function withoutKey(node: SyntaxNode, ...keys: readonly string[]): SyntaxNode[] {
  const left = keys.map((key) => node[key])
  return childrenOf(node).filter((child) => !left.includes(child))
}

function typeParameterNames(node: SyntaxNode): string[] {
  return listOf(childOf(node, 'typeParameters'), 'params').map((one) => String(childOf(one, 'name')?.name ?? ''))
}

/** The names that `infer` introduces in a pattern. */
function inferredNames(pattern: SyntaxNode | undefined): string[] {
  if (!pattern) return []
  const parameter = pattern.type === 'TSInferType' ? childOf(pattern, 'typeParameter') : undefined
  const own = parameter ? [String(childOf(parameter, 'name')?.name ?? '')] : []
  return [...own, ...childrenOf(pattern).flatMap(inferredNames)]
}
