import { childrenOf, parseCode, type SyntaxNode } from '../snippets/syntax.ts'
import { readMembers } from '../sources/read-members.ts'

/** A JSON Schema, as far as it is needed here (draft 2020-12). */
export type Schema = { readonly [key: string]: unknown }

/**
 * The schema of the files that a type describes, made from its source: names, types, comments and defaults. What JSON
 * cannot say, such as a function, is left out.
 *
 * @param source Of a module that declares the type, and all that it refers to.
 */
export function schemaOfType(source: string, name: string): Schema {
  const definitions: Record<string, Schema> = {}
  const maker = new SchemaMaker(source, definitions)
  const root = maker.objectOf(name)
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: name, ...root, $defs: definitions }
}

class SchemaMaker {
  readonly #source: string
  readonly #definitions: Record<string, Schema>
  readonly #types: ReadonlyMap<string, SyntaxNode>

  constructor(source: string, definitions: Record<string, Schema>) {
    this.#source = source
    this.#definitions = definitions
    const { program } = parseCode(source, 'ts')
    const declared = childrenOf(program).flatMap((node) => (/^Export/.test(node.type) ? childrenOf(node) : [node]))
    const named = declared.filter(({ type }) => type === 'TSInterfaceDeclaration' || type === 'TSTypeAliasDeclaration')
    this.#types = new Map(named.map((node) => [String((node.id as SyntaxNode).name), node]))
  }

  /** The schema of an interface. */
  objectOf(name: string): Schema {
    const body = this.#types.get(name)?.body as SyntaxNode | undefined
    const nodes = body ? childrenOf(body).filter(({ type }) => type === 'TSPropertySignature') : []
    const comments = new Map((readMembers(this.#source, name)?.members ?? []).map((member) => [member.start, member]))
    const properties: Record<string, Schema> = {}
    const required: string[] = []
    for (const node of nodes) {
      const member = comments.get(node.start)
      const annotation = node.typeAnnotation as SyntaxNode | undefined
      const schema = annotation && this.#schemaOf(annotation.typeAnnotation as SyntaxNode)
      if (!member || !schema) continue
      const standard = member.defaultText === undefined ? '' : ` Default: ${member.defaultText}.`
      properties[member.name] = { description: member.about + standard, ...schema }
      if (!member.isOptional) required.push(member.name)
    }
    return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false }
  }

  /** `undefined` for what JSON cannot say. */
  #schemaOf(node: SyntaxNode): Schema | undefined {
    switch (node.type) {
      case 'TSStringKeyword':
        return { type: 'string' }
      case 'TSNumberKeyword':
        return { type: 'number' }
      case 'TSBooleanKeyword':
        return { type: 'boolean' }
      case 'TSLiteralType':
        return { const: (node.literal as SyntaxNode).value }
      case 'TSTypeOperator':
        return this.#schemaOf(node.typeAnnotation as SyntaxNode)
      case 'TSArrayType': {
        const items = this.#schemaOf(node.elementType as SyntaxNode)
        return items && { type: 'array', items }
      }
      case 'TSUnionType': {
        const parts = (node.types as SyntaxNode[]).map((part) => this.#schemaOf(part))
        return { anyOf: parts.filter((part) => part !== undefined) }
      }
      case 'TSTypeReference':
        return this.#referred(node)
      default:
        return undefined
    }
  }

  #referred(node: SyntaxNode): Schema | undefined {
    const name = String((node.typeName as SyntaxNode).name)
    const args = node.typeArguments as { readonly params: readonly SyntaxNode[] } | undefined
    const [first, second] = args?.params ?? []
    if (name === 'Readonly' && first) return this.#schemaOf(first)
    if (name === 'Record' && second) {
      const values = this.#schemaOf(second)
      return values && { type: 'object', additionalProperties: values }
    }
    const declared = this.#types.get(name)
    if (declared?.type === 'TSTypeAliasDeclaration') return this.#schemaOf(declared.typeAnnotation as SyntaxNode)
    if (!declared) return undefined
    if (!this.#definitions[name]) {
      this.#definitions[name] = {}
      this.#definitions[name] = this.objectOf(name)
    }
    return { $ref: `#/$defs/${name}` }
  }
}
