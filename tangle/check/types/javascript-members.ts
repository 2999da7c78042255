import type TypeScript from 'typescript'
import type { MemberReader, Named } from './find-members.ts'

type Api = typeof TypeScript

/** A type, or a module or namespace, whose exports are types as well as values. */
type Thing = { readonly type: TypeScript.Type } | { readonly module: TypeScript.Symbol }

/** Members as TypeScript 5 and 6 knows them. */
export class JavaScriptMembers implements MemberReader<Thing> {
  readonly #ts: Api
  readonly #program: TypeScript.Program
  readonly #checker: TypeScript.TypeChecker
  readonly #identifiers = new Map<string, Map<string, TypeScript.Identifier[]>>()

  constructor(ts: Api, program: TypeScript.Program) {
    this.#ts = ts
    this.#program = program
    this.#checker = program.getTypeChecker()
  }

  named(path: string, name: string): Named<Thing>[] {
    const { Property, Method, Accessor } = this.#ts.SymbolFlags
    return (this.#identifiersIn(path).get(name) ?? []).flatMap((node) => {
      const symbol = this.#checker.getSymbolAtLocation(node)
      const isAlone = symbol !== undefined && (symbol.flags & (Property | Method | Accessor)) === 0
      const things: Thing[] = this.#isKey(node)
        ? [{ type: this.#expectedAt(node) ?? this.#checker.getAnyType() }]
        : [{ type: this.#checker.getTypeAtLocation(node) }, ...(symbol ? this.#thingsOf(symbol) : [])]
      return things.map((thing) => ({ thing, isAlone }))
    })
  }

  #isKey(node: TypeScript.Identifier): boolean {
    const { parent } = node
    return this.#ts.isPropertyAssignment(parent) && parent.name === node
  }

  /** What may stand under a key of an object, as its author declares: not what does. */
  #expectedAt({ parent, text }: TypeScript.Identifier): TypeScript.Type | undefined {
    const object = parent.parent
    const type = this.#ts.isObjectLiteralExpression(object) ? this.#checker.getContextualType(object) : undefined
    const property = type && this.#checker.getPropertyOfType(this.#checker.getNonNullableType(type), text)
    return property && this.#checker.getTypeOfSymbol(property)
  }

  #identifiersIn(path: string): Map<string, TypeScript.Identifier[]> {
    const known = this.#identifiers.get(path)
    if (known) return known
    const found = new Map<string, TypeScript.Identifier[]>()
    const visit = (node: TypeScript.Node): void => {
      if (this.#ts.isIdentifier(node)) found.set(node.text, [...(found.get(node.text) ?? []), node])
      this.#ts.forEachChild(node, visit)
    }
    const file = this.#program.getSourceFile(path)
    if (file) visit(file)
    this.#identifiers.set(path, found)
    return found
  }

  #thingsOf(named: TypeScript.Symbol): Thing[] {
    const { SymbolFlags: flags } = this.#ts
    const symbol = named.flags & flags.Alias ? this.#checker.getAliasedSymbol(named) : named
    return [
      ...(symbol.flags & flags.Value ? [{ type: this.#checker.getTypeOfSymbol(symbol) }] : []),
      ...(symbol.flags & flags.Type ? [{ type: this.#checker.getDeclaredTypeOfSymbol(symbol) }] : []),
      ...(symbol.flags & flags.Module ? [{ module: symbol }] : []),
    ]
  }

  isOpen(thing: Thing): boolean {
    if ('module' in thing) return false
    const { TypeFlags: flags, IndexKind } = this.#ts
    const { type } = thing
    const unsettled = flags.Any | flags.Unknown | flags.NonPrimitive | flags.TypeParameter | flags.IndexedAccess
    if (type.flags & (unsettled | flags.Conditional | flags.Substitution)) return true
    if (!(type.flags & flags.Object)) return false
    // Of an object that is just written down, a page may say what else it could have.
    const isWritten = ((type.symbol?.flags ?? 0) & this.#ts.SymbolFlags.ObjectLiteral) !== 0
    return isWritten || this.#checker.getIndexInfoOfType(type, IndexKind.String) !== undefined || this.#isEmpty(type)
  }

  #isEmpty(type: TypeScript.Type): boolean {
    return type.getProperties().length + type.getCallSignatures().length + type.getConstructSignatures().length === 0
  }

  hasMembers(thing: Thing): boolean {
    if ('module' in thing) return true
    const { type } = thing
    const isCalled = type.getCallSignatures().length > 0 && type.getProperties().length === 0
    return !isCalled && (type.flags & this.#ts.TypeFlags.Object) !== 0
  }

  parts(thing: Thing): Thing[] {
    if ('module' in thing) return []
    const { type } = thing
    const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()]
    return [
      ...(type.isUnionOrIntersection() ? type.types : []),
      ...signatures.map((signature) => signature.getReturnType()),
      ...this.#argumentsOf(type),
    ].map((part) => ({ type: part }))
  }

  #argumentsOf(type: TypeScript.Type): readonly TypeScript.Type[] {
    const isReference = type.flags & this.#ts.TypeFlags.Object && 'target' in type && 'objectFlags' in type
    if (!isReference || !(Number(type.objectFlags) & this.#ts.ObjectFlags.Reference)) return []
    return this.#checker.getTypeArguments(type as TypeScript.TypeReference)
  }

  member(thing: Thing, name: string): Thing[] {
    if ('module' in thing) {
      const found = this.#checker.getExportsOfModule(thing.module).find((symbol) => symbol.name === name)
      return found ? this.#thingsOf(found) : []
    }
    const property = this.#checker.getPropertyOfType(thing.type, name)
    return property ? [{ type: this.#checker.getTypeOfSymbol(property) }] : []
  }

  names(thing: Thing): string[] {
    const symbols =
      'module' in thing
        ? this.#checker.getExportsOfModule(thing.module)
        : (thing.type.flags & this.#ts.TypeFlags.Object) !== 0
          ? this.#checker.getPropertiesOfType(thing.type)
          : []
    return symbols.map(({ name }) => name)
  }

  idOf(thing: Thing): unknown {
    return 'module' in thing ? thing.module : thing.type
  }
}
