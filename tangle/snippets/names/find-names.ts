import { childOf, childrenOf, listOf, type SyntaxNode } from '../syntax.ts'
import {
  type Declarations,
  declaredNames,
  lexicalNames,
  patternNames,
  statementsOf,
  varNames,
} from './declared-names.ts'

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
    if (functions.has(type)) {
      this.#visitFunction(node)
      return
    }
    if (blocks.has(type)) {
      this.#within(lexicalNames(statementsOf(node)), () => this.#visitAll(childrenOf(node)))
      return
    }
    if (loops.has(type)) {
      const heads = [childOf(node, 'init'), childOf(node, 'left')].filter((head) => head !== undefined)
      this.#within(lexicalNames(heads), () => this.#visitAll(childrenOf(node)))
      return
    }
    if (keyed.has(type)) {
      this.#visitKeyed(node)
      return
    }
    switch (type) {
      case 'Identifier':
        this.#use(node, true)
        this.#visitAll([childOf(node, 'typeAnnotation')])
        return
      case 'ThisExpression':
        if (this.#depth === 0) this.hasOuterThis = true
        return
      case 'MemberExpression':
        this.#visitAll([childOf(node, 'object'), node.computed === true ? childOf(node, 'property') : undefined])
        return
      case 'LabeledStatement':
        this.#visitAll([childOf(node, 'body')])
        return
      case 'SwitchStatement': {
        const statements = listOf(node, 'cases').flatMap((one) => listOf(one, 'consequent'))
        this.#within(lexicalNames(statements), () => this.#visitAll(childrenOf(node)))
        return
      }
      case 'CatchClause':
        this.#within(patternNames(childOf(node, 'param')), () => this.#visitAll(childrenOf(node)))
        return
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#visitClass(node)
        return
      case 'ExportNamedDeclaration':
        if (node.source) return
        this.#visitAll(childrenOf(node))
        return
      case 'ExportSpecifier': {
        const local = childOf(node, 'local')
        if (local?.type !== 'Identifier') return
        this.#use(local, node.exportKind !== 'type')
        this.#use(local, false)
        return
      }
      default:
        if (type.startsWith('TS')) this.#visitType(node)
        else if (type.startsWith('JSX')) this.#visitJsx(node)
        else this.#visitAll(childrenOf(node))
    }
  }

  #visitType(node: SyntaxNode): void {
    switch (node.type) {
      case 'TSTypeReference':
        // `as const` is parsed as if `const` were a type.
        if (childOf(node, 'typeName')?.name !== 'const') this.#useEntity(childOf(node, 'typeName'), false)
        this.#visitAll([childOf(node, 'typeArguments')])
        return
      case 'TSTypeQuery':
        this.#useEntity(childOf(node, 'exprName'), true)
        this.#visitAll([childOf(node, 'typeArguments')])
        return
      case 'TSInterfaceHeritage':
      case 'TSClassImplements':
        this.#useEntity(childOf(node, 'expression'), false)
        this.#visitAll([childOf(node, 'typeArguments')])
        return
      case 'TSImportType':
        this.#visitAll([childOf(node, 'typeArguments')])
        return
      case 'TSTypePredicate':
      case 'TSIndexSignature':
        this.#visitAll(listOf(node, 'parameters').map((parameter) => childOf(parameter, 'typeAnnotation')))
        this.#visitAll([childOf(node, 'typeAnnotation')])
        return
      case 'TSNamedTupleMember':
        this.#visitAll([childOf(node, 'elementType')])
        return
      case 'TSImportEqualsDeclaration':
        this.#useEntity(childOf(node, 'moduleReference'), true)
        return
      case 'TSTypeParameter':
        this.#visitAll([childOf(node, 'constraint'), childOf(node, 'default')])
        return
      case 'TSMappedType': {
        const key = childOf(node, 'key')
        this.#visitAll([childOf(node, 'constraint')])
        this.#within(key ? [String(key.name)] : [], () =>
          this.#visitAll([childOf(node, 'nameType'), childOf(node, 'typeAnnotation')]),
        )
        return
      }
      case 'TSConditionalType': {
        const pattern = childOf(node, 'extendsType')
        this.#visitAll([childOf(node, 'checkType'), childOf(node, 'falseType')])
        this.#within(inferredNames(pattern), () => this.#visitAll([pattern, childOf(node, 'trueType')]))
        return
      }
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        this.#within(typeParameterNames(node), () => this.#visitAll(withoutKey(node, 'id')))
        return
      case 'TSEnumDeclaration': {
        const members = listOf(childOf(node, 'body') ?? node, 'members')
        const names = members.map((member) => String(childOf(member, 'id')?.name ?? ''))
        this.#within(names, () => this.#visitAll(members.map((member) => childOf(member, 'initializer'))))
        return
      }
      case 'TSModuleDeclaration':
        this.#visitAll([childOf(node, 'body')])
        return
      default:
        this.#visitAll(childrenOf(node))
        return
    }
  }

  #visitJsx(node: SyntaxNode): void {
    if (node.type === 'JSXOpeningElement') {
      this.#useTag(childOf(node, 'name'))
      this.#visitAll(withoutKey(node, 'name'))
      return
    }
    if (node.type === 'JSXAttribute') {
      this.#visitAll([childOf(node, 'value')])
      return
    }
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
      this.#visitAll([
        childOf(node, 'superClass'),
        childOf(node, 'superTypeArguments'),
        childOf(node, 'typeParameters'),
      ])
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
    while (first?.type === 'TSQualifiedName' || first?.type === 'MemberExpression') {
      first = childOf(first, first.type === 'TSQualifiedName' ? 'left' : 'object')
    }
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
