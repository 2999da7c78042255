import type * as Ast from 'ts7/unstable/ast'
import type { Symbol as NativeSymbol, Project, Type } from 'ts7/unstable/sync'
import type { MemberReader, Named } from './find-members.ts'
import type { NativeApi } from './native-api.ts'
import { originalOf } from './native-signature.ts'

/** A type, or a module or namespace, whose exports are types as well as values. */
type Thing = { readonly type: Type } | { readonly module: NativeSymbol }

/** Members as TypeScript 7 knows them. */
export class NativeMembers implements MemberReader<Thing> {
  readonly #native: NativeApi
  readonly #project: Project
  readonly #identifiers = new Map<string, Map<string, Ast.Node[]>>()

  constructor(native: NativeApi, project: Project) {
    this.#native = native
    this.#project = project
  }

  named(path: string, name: string): Named<Thing>[] {
    const { checker } = this.#project
    const { Property, Method, Accessor } = this.#native.sync.SymbolFlags
    const all = this.#identifiersIn(path).get(name) ?? []
    if (all.length === 0) return []
    // Each question is a way to another process and back, so all places are asked for at once.
    const symbols = checker.getSymbolAtLocation(all)
    const isAlone = (symbol: NativeSymbol | undefined) =>
      symbol !== undefined && (symbol.flags & (Property | Method | Accessor)) === 0
    const places = all.map((node, at) => ({ node, symbol: symbols[at], isAlone: isAlone(symbols[at]) }))
    const keys = places.filter(({ node }) => this.#isKey(node))
    const uses = places.filter(({ node }) => !this.#isKey(node))
    const types = uses.length === 0 ? [] : checker.getTypeAtLocation(uses.map(({ node }) => node))
    const meant = new Map(uses.flatMap(({ symbol }) => (symbol ? [[symbol.id, symbol] as const] : [])))
    return [
      ...uses.flatMap(({ isAlone }, at) => {
        const type = types[at]
        return type ? [{ thing: { type }, isAlone }] : []
      }),
      ...this.#thingsOf([...meant.values()]).map(({ thing, symbol }) => ({ thing, isAlone: isAlone(symbol) })),
      ...keys.map(({ node, isAlone }) => ({ thing: { type: this.#expectedAt(node) }, isAlone })),
    ]
  }

  #isKey(node: Ast.Node): boolean {
    const { parent } = node
    return parent && this.#native.ast.isPropertyAssignment(parent) && parent.name === node
  }

  /** What may stand under a key of an object, as its author declares: not what does. */
  #expectedAt(node: Ast.Node): Type {
    const { checker } = this.#project
    const object = node.parent.parent
    const type = this.#native.ast.isObjectLiteralExpression(object) ? checker.getContextualType(object) : undefined
    const property = type && checker.getPropertyOfType(checker.getNonNullableType(type) ?? type, node.getText())
    return (property && checker.getTypeOfSymbol(property)) ?? checker.getAnyType()
  }

  #identifiersIn(path: string): Map<string, Ast.Node[]> {
    const known = this.#identifiers.get(path)
    if (known) return known
    const found = new Map<string, Ast.Node[]>()
    const visit = (node: Ast.Node): void => {
      if (this.#native.ast.isIdentifier(node)) found.set(node.text, [...(found.get(node.text) ?? []), node])
      node.forEachChild(visit)
    }
    const file = this.#project.program.getSourceFile(path)
    if (file) visit(file)
    this.#identifiers.set(path, found)
    return found
  }

  /** What symbols stand for, each with the symbol. */
  #thingsOf(named: readonly NativeSymbol[]): { readonly thing: Thing; readonly symbol: NativeSymbol }[] {
    const { checker } = this.#project
    const { SymbolFlags: flags } = this.#native.sync
    const all = named.map((symbol) => ({ symbol, original: originalOf(this.#native, checker, symbol) }))
    const isUnknown = all.map(({ original }) => checker.isUnknownSymbol(original))
    const values = all.filter(({ original }, at) => !isUnknown[at] && original.flags & flags.Value)
    const types = values.length === 0 ? [] : checker.getTypeOfSymbol(values.map(({ original }) => original))
    return all.flatMap((one, at) => {
      const { symbol, original } = one
      if (isUnknown[at]) return [{ symbol, thing: { type: checker.getAnyType() } }]
      const value = types[values.indexOf(one)]
      const things: Thing[] = [
        ...(value ? [{ type: value }] : []),
        ...(original.flags & flags.Type ? [{ type: checker.getDeclaredTypeOfSymbol(original) }] : []),
        ...(original.flags & flags.Module ? [{ module: original }] : []),
      ]
      return things.map((thing) => ({ symbol, thing }))
    })
  }

  isOpen(thing: Thing): boolean {
    if ('module' in thing) return false
    const { TypeFlags: flags } = this.#native.sync
    const { type } = thing
    const unsettled = flags.Any | flags.Unknown | flags.NonPrimitive | flags.TypeParameter | flags.IndexedAccess
    if (type.isErrorType() || type.flags & (unsettled | flags.Conditional | flags.Substitution)) return true
    if (!(type.flags & flags.Object)) return false
    const { checker } = this.#project
    // Of an object that is just written down, a page may say what else it could have.
    if (((type.getSymbol()?.flags ?? 0) & this.#native.sync.SymbolFlags.ObjectLiteral) !== 0) return true
    return (
      checker.getIndexInfosOfType(type).some(({ keyType }) => (keyType.flags & flags.String) !== 0) ||
      (checker.getPropertiesOfType(type).length === 0 && this.#results(type).length === 0)
    )
  }

  hasMembers(thing: Thing): boolean {
    if ('module' in thing) return true
    const { type } = thing
    const { checker } = this.#project
    const isCalled =
      this.#isObject(type) &&
      checker.getPropertiesOfType(type).length === 0 &&
      checker.getSignaturesOfType(type, this.#native.sync.SignatureKind.Call).length > 0
    return !isCalled && this.#isObject(type)
  }

  #isObject(type: Type): boolean {
    return (type.flags & this.#native.sync.TypeFlags.Object) !== 0
  }

  parts(thing: Thing): Thing[] {
    if ('module' in thing) return []
    const { type } = thing
    const parts = type.isUnionType() || type.isIntersectionType() ? type.getTypes() : []
    const filled = type.isTypeReference() ? this.#project.checker.getTypeArguments(type) : []
    return [...parts, ...this.#results(type), ...filled].map((part) => ({ type: part }))
  }

  /** What calls give, and instances. */
  #results(type: Type): Type[] {
    if (!this.#isObject(type)) return []
    const { SignatureKind } = this.#native.sync
    const { checker } = this.#project
    const signatures = [
      ...checker.getSignaturesOfType(type, SignatureKind.Call),
      ...checker.getSignaturesOfType(type, SignatureKind.Construct),
    ]
    return signatures.map((signature) => checker.getReturnTypeOfSignature(signature) ?? checker.getAnyType())
  }

  member(thing: Thing, name: string): Thing[] {
    const { checker } = this.#project
    if ('module' in thing) {
      const found = checker.getMemberInModuleExports(thing.module, name)
      return found ? this.#thingsOf([found]).map(({ thing }) => thing) : []
    }
    const property = checker.getPropertyOfType(thing.type, name)
    const type = property && checker.getTypeOfSymbol(property)
    return type ? [{ type }] : []
  }

  names(thing: Thing): string[] {
    const { checker } = this.#project
    const symbols =
      'module' in thing
        ? checker.getExportsOfModule(thing.module)
        : this.#isObject(thing.type)
          ? checker.getPropertiesOfType(thing.type)
          : []
    return symbols.map(({ name }) => name)
  }

  idOf(thing: Thing): unknown {
    return 'module' in thing ? `module ${thing.module.id}` : thing.type.id
  }
}
