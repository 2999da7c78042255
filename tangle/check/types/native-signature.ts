import type * as Ast from 'ts7/unstable/ast'
import type { Checker, Symbol as NativeSymbol, Project, Signature } from 'ts7/unstable/sync'
import type { NativeApi } from './native-api.ts'

/** The symbol that a name was imported or exported for. */
export function originalOf({ sync }: NativeApi, checker: Checker, symbol: NativeSymbol): NativeSymbol {
  return (symbol.flags & sync.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)
}

/**
 * What a name stands for. A key of an object stands for the property of the type that is expected there, whose author
 * says something about it.
 */
export function symbolOf(native: NativeApi, checker: Checker, node: Ast.Node): NativeSymbol | undefined {
  const { isPropertyAssignment, isShorthandPropertyAssignment, isObjectLiteralExpression } = native.ast
  const { parent } = node
  const isKey =
    parent && (isPropertyAssignment(parent) || isShorthandPropertyAssignment(parent)) && parent.name === node
  const object = isKey ? parent.parent : undefined
  const expected = object && isObjectLiteralExpression(object) ? checker.getContextualType(object) : undefined
  const property =
    expected && checker.getPropertyOfType(checker.getNonNullableType(expected) ?? expected, node.getText())
  if (property) return property
  const symbol = checker.getSymbolAtLocation(node)
  return symbol && originalOf(native, checker, symbol)
}

/** What a name is, in the words of an editor: `const chat: Chat`, `(method) Chat.send(text: string): void`. */
export function nativeSignature(
  native: NativeApi,
  project: Project,
  node: Ast.Node,
  symbol: NativeSymbol,
): string | undefined {
  return new SignatureWriter(native, project, node, symbol).write()
}

class SignatureWriter {
  readonly #native: NativeApi
  readonly #project: Project
  readonly #checker: Checker
  readonly #node: Ast.Node
  readonly #symbol: NativeSymbol
  readonly #name: string

  constructor(native: NativeApi, project: Project, node: Ast.Node, symbol: NativeSymbol) {
    this.#native = native
    this.#project = project
    this.#checker = project.checker
    this.#node = node
    this.#symbol = symbol
    // The default export of a module has the name that it was imported under.
    this.#name = symbol.name === 'default' ? node.getText() : symbol.name
  }

  write(): string | undefined {
    const { SymbolFlags: flags } = this.#native.sync
    // A name may stand for a value and for a type: where a type is written, the type is meant.
    const isType = this.#node.parent && this.#native.ast.isTypeReferenceNode(this.#node.parent)
    if (isType && this.#is(flags.Interface)) return `interface ${this.#name}${this.#typeParameters()}`
    if (this.#is(flags.Variable)) return this.#variable()
    if (this.#is(flags.Function)) return `function ${this.#call(this.#name)}`
    if (this.#is(flags.Class)) return this.#class()
    if (this.#is(flags.Method)) return `(method) ${this.#call(this.#member())}`
    if (this.#is(flags.Property | flags.Accessor)) return this.#property()
    if (this.#is(flags.Interface)) return `interface ${this.#name}${this.#typeParameters()}`
    if (this.#is(flags.TypeAlias)) return this.#alias()
    if (this.#is(flags.EnumMember)) return this.#enumMember()
    if (this.#is(flags.Enum)) return `${this.#is(flags.ConstEnum) ? 'const enum' : 'enum'} ${this.#name}`
    if (this.#is(flags.TypeParameter)) return `(type parameter) ${this.#name}`
    if (this.#is(flags.Module)) return `${this.#name.startsWith('"') ? 'module' : 'namespace'} ${this.#name}`
    return undefined
  }

  #is(flags: number): boolean {
    return (this.#symbol.flags & flags) !== 0
  }

  #variable(): string {
    const { ast } = this.#native
    const declaration = this.#symbol.valueDeclaration?.resolve(this.#project)
    const list = declaration && this.#above(declaration, ast.isVariableDeclarationList)
    const isParameter = declaration !== undefined && this.#above(declaration, ast.isParameterDeclaration) !== undefined
    const { NodeFlags } = ast
    const flags = list?.flags ?? 0
    const word = flags & NodeFlags.Const ? 'const' : flags & NodeFlags.Let ? 'let' : 'var'
    const signature = this.#constructed()
    const type = signature ? `: new ${this.#print(signature).replace('): ', ') => ')}` : this.#typed()
    return `${isParameter ? '(parameter)' : word} ${this.#name}${type}`
  }

  /** The declaration that a name, or a pattern around it, belongs to: not further up than a statement or a function. */
  #above<T extends Ast.Node>(node: Ast.Node, isWanted: (node: Ast.Node) => node is T): T | undefined {
    const { isBindingElement, isObjectBindingPattern, isArrayBindingPattern, isVariableDeclaration } = this.#native.ast
    if (isWanted(node)) return node
    const leads = [isBindingElement, isObjectBindingPattern, isArrayBindingPattern, isVariableDeclaration]
    return node.parent && leads.some((is) => is(node)) ? this.#above(node.parent, isWanted) : undefined
  }

  #class(): string {
    const signature = this.#constructed()
    return signature ? `new ${this.#name}${this.#print(signature)}` : `class ${this.#name}${this.#typeParameters()}`
  }

  /** That of the `new` which the name stands behind. */
  #constructed(): Signature | undefined {
    const { parent } = this.#node
    const isNew = parent && this.#native.ast.isNewExpression(parent) && parent.expression === this.#node
    return isNew ? this.#checker.getResolvedSignature(parent) : undefined
  }

  #property(): string {
    const { ast, sync } = this.#native
    const { parent } = this.#node
    const isGetter = parent && ast.isGetAccessorDeclaration(parent)
    const word = isGetter ? 'getter' : parent && ast.isSetAccessorDeclaration(parent) ? 'setter' : 'property'
    return `(${word}) ${this.#member()}${this.#is(sync.SymbolFlags.Optional) ? '?' : ''}${this.#typed()}`
  }

  #alias(): string {
    const { NodeBuilderFlags } = this.#native.sync
    const type = this.#checker.getDeclaredTypeOfSymbol(this.#symbol)
    const text = this.#checker.typeToString(type, this.#node, this.#flags | NodeBuilderFlags.InTypeAlias)
    return `type ${this.#name}${this.#typeParameters()} = ${text}`
  }

  #enumMember(): string {
    const declaration = this.#symbol.valueDeclaration?.resolve(this.#project)
    const value = declaration && this.#checker.getConstantValue(declaration)
    return `(enum member) ${this.#member()}${value === undefined ? '' : ` = ${JSON.stringify(value)}`}`
  }

  /** `Chat.send`, with the type arguments of what it is a member of. */
  #member(): string {
    const owner = this.#symbol.getParent()
    // What has no name of its own is called `__type`, `__object` and the like.
    if (!owner || owner.name.startsWith('__') || owner.name.startsWith('"')) return this.#name
    const { isPropertyAccessExpression } = this.#native.ast
    const { parent } = this.#node
    const object = parent && isPropertyAccessExpression(parent) && parent.name === this.#node ? parent : undefined
    const type = object && this.#checker.getTypeAtLocation(object.expression)
    const isInstance = type !== undefined && (type.isTypeReference() || type.isClassOrInterface())
    const isOwner = isInstance && type.getSymbol()?.name === owner.name && !type.getAliasSymbol()
    return `${isOwner ? this.#text(type) : owner.name}.${this.#name}`
  }

  #call(name: string): string {
    const called = this.#calledSignature()
    const type = this.#checker.getTypeOfSymbolAtLocation(this.#symbol, this.#node)
    const signatures = this.#checker.getSignaturesOfType(type, this.#native.sync.SignatureKind.Call)
    const signature = called ?? signatures[0]
    if (!signature) return `${name}${this.#typed()}`
    const more = signatures.length - 1
    const others = more > 0 ? ` (+${more} overload${more === 1 ? '' : 's'})` : ''
    return `${name}${this.#print(signature)}${others}`
  }

  /** That of the call which the name is called by. */
  #calledSignature(): Signature | undefined {
    const { isCallExpression, isPropertyAccessExpression } = this.#native.ast
    const { parent } = this.#node
    const callee = parent && isPropertyAccessExpression(parent) && parent.name === this.#node ? parent : this.#node
    const call = callee.parent
    return call && isCallExpression(call) && call.expression === callee
      ? this.#checker.getResolvedSignature(call)
      : undefined
  }

  #print(signature: Signature): string {
    const { SyntaxKind } = this.#native.ast
    const node = this.#checker.signatureToSignatureDeclaration(
      signature,
      SyntaxKind.CallSignature,
      this.#node,
      this.#flags,
    )
    const text = node ? this.#project.emitter.printNode(node).replace(/;\s*$/, '') : '()'
    // Types are written with double quotes.
    return text.replace(/'((?:[^'"\\]|\\.)*)'/g, '"$1"')
  }

  #typeParameters(): string {
    const type = this.#checker.getDeclaredTypeOfSymbol(this.#symbol)
    const parameters = type.isClassOrInterface() ? type.getTypeParameters() : type.getAliasTypeArguments()
    const names = parameters.filter((one) => !(one.isTypeParameter() && one.isThisType)).map((one) => this.#text(one))
    return names.length === 0 ? '' : `<${names.join(', ')}>`
  }

  #typed(): string {
    const { parent } = this.#node
    const { isPropertyAssignment, isShorthandPropertyAssignment } = this.#native.ast
    // The type of a key is what may stand there, not what does.
    const isKey = parent && (isPropertyAssignment(parent) || isShorthandPropertyAssignment(parent))
    const declared = isKey ? this.#checker.getTypeOfSymbol(this.#symbol) : undefined
    return `: ${this.#text(declared ?? this.#checker.getTypeOfSymbolAtLocation(this.#symbol, this.#node))}`
  }

  #text(type: Parameters<Checker['typeToString']>[0]): string {
    return this.#checker.typeToString(type, this.#node, this.#flags)
  }

  get #flags(): number {
    const { NodeBuilderFlags: flags } = this.#native.sync
    return (
      flags.IgnoreErrors |
      flags.UseAliasDefinedOutsideCurrentScope |
      flags.WriteTypeArgumentsOfSignature |
      flags.MultilineObjectLiterals
    )
  }
}
