import ts from 'typescript'
import type { Links } from './links.ts'
import { namesIn } from './names-in.ts'
import type { Api } from './open-api.ts'

/** A type as code that may stand in a cell, with links to the public names in it. */
export function linkedType(node: ts.TypeNode | undefined, fallback: string, api: Api, links: Links): string {
  if (!node) return code(fallback)
  if (ts.isUnionTypeNode(node) && namesIn(node, api).length > 0 && !isLong(node)) {
    const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword)
    return parts.map((part) => linkedType(part, '', api, links)).join(' or ')
  }
  const text = typeText(node)
  const [only, ...others] = namesIn(node, api)
  if (only && others.length === 0) return `[${code(text)}](${links.to(only.key)})`
  const more = [only, ...others]
    .filter((one) => one !== undefined)
    .map(({ name, key }) => `[${code(name)}](${links.to(key)})`)
  return more.length === 0 ? code(text) : `${code(text)} (${more.join(', ')})`
}

/** The text of a type on one line, without the `undefined` that only says that an option may be left out. */
export function typeText(node: ts.Node): string {
  return (
    node
      .getText()
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      // Members that stand on lines of their own have nothing else between them.
      .replace(/(?<=[\w'\])}>])\s*\n\s*(?=(?:readonly )?\w+\??:)/g, '; ')
      .replace(/\s+/g, ' ')
      .replace(/^\| | \| undefined$/g, '')
      .replace(/([([]) | (?=[)\]])/g, '$1')
  )
}

export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function isLong(node: ts.UnionTypeNode): boolean {
  return node.types.length > 8
}
