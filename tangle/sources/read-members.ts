import { type Comment, childrenOf, parseCode, type SyntaxNode } from '../snippets/syntax.ts'

/** A property of an interface or of an object type, as its declaration says it. */
export interface Member {
  readonly name: string
  readonly isOptional: boolean
  /** The comment in front of it, as Markdown, without tags. */
  readonly about: string
  /** From `@default`, or from a sentence that begins with `Default`. */
  readonly defaultText: string | undefined
  /** Where it is declared, in characters of the source. */
  readonly start: number
}

export interface TypeMembers {
  readonly members: readonly Member[]
  /** Names of types that it takes other members from. */
  readonly parents: readonly string[]
}

/** The members that a source declares for an interface or a type; `undefined` if it declares none of that name. */
export function readMembers(source: string, name: string): TypeMembers | undefined {
  const { program, comments } = parseCode(source, 'ts')
  const declaration = findDeclaration(program, name)
  if (!declaration) return undefined
  const parents: string[] = []
  const bodies: SyntaxNode[] = []
  const take = (node: SyntaxNode): void => {
    if (node.type === 'TSTypeLiteral' || node.type === 'TSInterfaceBody') bodies.push(node)
    else if (node.type === 'TSTypeReference' || node.type === 'TSInterfaceHeritage') parents.push(textOf(node, source))
    else if (node.type === 'TSIntersectionType') childrenOf(node).forEach(take)
  }
  for (const child of childrenOf(declaration)) if (child.type !== 'Identifier') take(child)
  const members = bodies.flatMap((body) => childrenOf(body)).flatMap((node) => toMember(node, source, comments))
  return { members, parents: parents.map((text) => text.replace(/<[\s\S]*$/, '')) }
}

function findDeclaration(node: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const child of childrenOf(node)) {
    const isType = child.type === 'TSInterfaceDeclaration' || child.type === 'TSTypeAliasDeclaration'
    if (isType && (child.id as SyntaxNode).name === name) return child
    if (/^Export|^TSModule/.test(child.type)) {
      const found = findDeclaration(child, name)
      if (found) return found
    }
  }
  return undefined
}

function textOf({ start, end }: SyntaxNode, source: string): string {
  return source.slice(start, end)
}

function toMember(node: SyntaxNode, source: string, comments: readonly Comment[]): Member[] {
  if (node.type !== 'TSPropertySignature' && node.type !== 'TSMethodSignature') return []
  const key = node.key as SyntaxNode
  const comment = comments.findLast(({ type, end }) => {
    return type === 'Block' && end <= node.start && source.slice(end, node.start).trim() === ''
  })
  const { about, defaultText } = readComment(comment?.value.startsWith('*') ? comment.value : '')
  const name = textOf(key, source).replace(/^['"]|['"]$/g, '')
  return [{ name, isOptional: node.optional === true, about, defaultText, start: node.start }]
}

/** Numbers may have their thousands apart, so that a space ends no sentence: `Default: 600 000 (…).` */
const sentence = /(?:^|(?<=[.!?:]\s))Default(?: is|:)?\s+((?:`[^`]*`|[^.`]|\.(?=\S))+)\.(?=\s|$)/

/** What a JSDoc comment says, and the default that it states. */
export function readComment(text: string): Pick<Member, 'about' | 'defaultText'> {
  const plain = text
    .replace(/^\*/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n')
  // A comment may be a tag and nothing else, and one of a line has its tag behind a sentence.
  const [main = '', ...tags] = `\n${plain}`.split(/^(?=@[a-z])|(?<=[.!?][ \t])(?=@[a-z])/m)
  const prose = main.replace(
    /\{@link(?:code|plain)?\s+([^}|]*?)(?:\s*\|\s*([^}]*))?\}/g,
    (_, name, words) => words ?? `\`${name}\``,
  )
  const tag = tags.map((one) => /^@default(?:Value)?\s+([\s\S]+?)\s*$/.exec(one)?.[1]).find((one) => one !== undefined)
  const flat = prose.replace(/\s+/g, ' ').trim()
  const stated = tag ?? sentence.exec(flat)?.[1]?.trim()
  return {
    about: tag === undefined ? flat.replace(sentence, '').replace(/\s+/g, ' ').trim() : flat,
    defaultText: stated,
  }
}
