import { childOf, childrenOf, listOf, type SyntaxNode } from '../syntax.ts'
import { patternNames } from './declared-names.ts'
import { mentionsAny } from './mentioned-names.ts'

/** Names whose types follow from parts of a program. */
interface Link {
  readonly names: readonly string[]
  readonly sources: readonly SyntaxNode[]
}

/**
 * All names whose types may follow from those of some names: what is made of them, the parameters of functions that are
 * given to them, and so on. Names of different scopes count as one: this errs on the side of what follows.
 */
export function followNames(programs: readonly SyntaxNode[], from: Iterable<string>): Set<string> {
  const followed = new Set(from)
  if (followed.size === 0) return followed
  let links = programs.flatMap((program) => findLinks(program, []))
  for (;;) {
    const next = links.filter(({ sources }) => sources.some((source) => mentionsAny(source, followed)))
    if (next.length === 0) return followed
    for (const { names } of next) for (const name of names) followed.add(name)
    links = links.filter((link) => !next.includes(link))
  }
}

function findLinks(node: SyntaxNode, around: readonly SyntaxNode[]): Link[] {
  const inner = childrenOf(node).flatMap((child) => findLinks(child, [node, ...around]))
  return [...linksOf(node, around), ...inner]
}

function linksOf(node: SyntaxNode, around: readonly SyntaxNode[]): Link[] {
  const id = childOf(node, 'id')
  switch (node.type) {
    case 'VariableDeclarator': {
      const loop = around.find(({ type }) => type === 'ForOfStatement' || type === 'ForInStatement')
      const right = loop && childOf(loop, 'right')
      return [
        { names: patternNames(id), sources: [node, ...(right && childOf(node, 'init') === undefined ? [right] : [])] },
      ]
    }
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return [{ names: id ? [String(id.name)] : [], sources: [node] }, ...parameterLinks(node, around)]
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return parameterLinks(node, around)
    case 'AssignmentExpression':
      return [{ names: patternNames(childOf(node, 'left')), sources: [childOf(node, 'right') ?? node] }]
    default:
      return []
  }
}

/** The types of parameters come from what is written at them, or from what the function is given to. */
function parameterLinks(node: SyntaxNode, around: readonly SyntaxNode[]): Link[] {
  return listOf(node, 'params').map((parameter) => ({
    names: patternNames(parameter),
    sources: [parameter, ...contextOf(node, around)],
  }))
}

/** What says which type a function or an object has, besides itself. */
export function contextOf(node: SyntaxNode, around: readonly SyntaxNode[]): SyntaxNode[] {
  let inside = node
  for (const [at, outer] of around.entries()) {
    switch (outer.type) {
      case 'CallExpression':
      case 'NewExpression': {
        const others = [childOf(outer, 'callee'), childOf(outer, 'typeArguments'), ...listOf(outer, 'arguments')]
        const own = others.filter((other): other is SyntaxNode => other !== undefined && other !== inside)
        // What a call has to return, if it is an argument of another one, says what it takes.
        const next = around[at + 1]
        const isArgument = next !== undefined && listOf(next, 'arguments').includes(outer)
        return isArgument ? [...own, ...contextOf(outer, around.slice(at + 1))] : own
      }
      case 'JSXElement': {
        // What stands between the tags of an element is given to it as well.
        const opening = childOf(outer, 'openingElement')
        return opening === undefined || opening === inside ? [] : [opening]
      }
      case 'JSXOpeningElement':
      case 'VariableDeclarator':
      case 'TSSatisfiesExpression':
      case 'TSAsExpression':
      case 'PropertyDefinition':
      case 'AssignmentExpression':
        return childrenOf(outer).filter((child) => child !== inside)
      case 'ReturnStatement':
      case 'BlockStatement':
      case 'Program':
      case 'ClassBody':
        return []
    }
    inside = outer
  }
  return []
}
