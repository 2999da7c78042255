import ts from 'typescript'
import { type Comment, commentOf } from './comments.ts'
import { isPrivate } from './names-in.ts'
import type { Api, PublicName } from './open-api.ts'

/** A property or an option. */
export interface Property {
  readonly name: string
  readonly type: ts.TypeNode | undefined
  /** The type where the source names none. */
  readonly inferred: string
  readonly isOptional: boolean
  readonly comment: Comment
}

/** A function, or a method of a class or an interface. */
export type Callable = ts.FunctionDeclaration | ts.MethodDeclaration | ts.MethodSignature | ts.ConstructorDeclaration

/** The properties of a type, those that it takes from others included. */
export function propertiesOf({ symbol, declaration }: PublicName, { checker }: Api): Property[] {
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  // `A & (B | C)` is a union for the compiler. Whoever reads it wants to know of all that may stand in it.
  const parts = type.isUnion() ? type.types : [type]
  const properties = new Map<string, ts.Symbol[]>()
  for (const property of parts.flatMap((part) => checker.getPropertiesOfType(part)))
    properties.set(property.name, [...(properties.get(property.name) ?? []), property])
  const isOwn = ([property]: readonly ts.Symbol[]) =>
    property?.declarations?.[0]?.getSourceFile() === declaration.getSourceFile()
  const ownFirst = [...properties.values()].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
  return ownFirst.flatMap((forms) => {
    // A part that must not have it says nothing of it, and of the others one explains it for all.
    const property = forms.find(isExplained) ?? forms.find((form) => !isForbidden(form)) ?? forms[0]
    if (!property) return []
    const declared = property.declarations?.[0]
    if (!declared || isPrivate(declared) || isForeign(declared)) return []
    if (ts.isMethodDeclaration(declared) || ts.isMethodSignature(declared) || property.name.startsWith('__@')) return []
    // Of what a class inherits, its parent tells.
    if (ts.isClassDeclaration(declaration) && (declared.parent !== declaration || isToldByParent(declared))) return []
    const inferred = checker.typeToString(checker.getTypeOfSymbol(property), declaration)
    return [
      {
        name: property.name,
        type: (declared as ts.PropertySignature).type,
        inferred: inferred.length > 120 ? `${inferred.slice(0, 117)}…` : inferred,
        isOptional: forms.some(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0),
        comment: commentOf(declared),
      },
    ]
  })
}

/** The methods that a class or an interface declares, static ones first. An overload counts once for each form. */
export function methodsOf({ declaration }: PublicName): (ts.MethodDeclaration | ts.MethodSignature)[] {
  const body = bodyOf(declaration)
  const methods = body.filter(
    (member): member is ts.MethodDeclaration | ts.MethodSignature =>
      (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) &&
      !isPrivate(member) &&
      !isToldByParent(member) &&
      !ts.isComputedPropertyName(member.name),
  )
  const isStatic = (member: ts.Node) => ts.getCombinedModifierFlags(member as ts.Declaration) & ts.ModifierFlags.Static
  return methods.sort((a, b) => Number(isStatic(b) !== 0) - Number(isStatic(a) !== 0))
}

/** Whether its parent, or the interface that its class keeps to, tells all of it. */
function isToldByParent(member: ts.Declaration): boolean {
  if (commentOf(member).about !== '') return false
  const clauses = ts.isClassDeclaration(member.parent) ? (member.parent.heritageClauses ?? []) : []
  const isImplemented = clauses.some(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
  return isImplemented || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Override) !== 0
}

export function isStatic(member: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0
}

/** The constructor that programs may call; `undefined` where others make the objects. */
export function constructorOf({ declaration }: PublicName): ts.ConstructorDeclaration | undefined {
  const found = bodyOf(declaration).find(ts.isConstructorDeclaration)
  return found && !isPrivate(found) && (ts.getCombinedModifierFlags(found) & ts.ModifierFlags.Private) === 0
    ? found
    : undefined
}

function bodyOf(declaration: ts.Declaration): readonly (ts.ClassElement | ts.TypeElement)[] {
  if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) return [...declaration.members]
  if (ts.isTypeAliasDeclaration(declaration) && ts.isTypeLiteralNode(declaration.type))
    return [...declaration.type.members]
  return []
}

function isExplained(form: ts.Symbol): boolean {
  const [declared] = form.declarations ?? []
  return declared !== undefined && !isForbidden(form) && commentOf(declared).about !== ''
}

/** `scopeId?: undefined` keeps a part of a union from having it. */
function isForbidden({ declarations = [] }: ts.Symbol): boolean {
  const type = (declarations[0] as ts.PropertySignature | undefined)?.type
  return type?.kind === ts.SyntaxKind.UndefinedKeyword || type?.kind === ts.SyntaxKind.NeverKeyword
}

/** Whether it comes from the language or from a package. */
function isForeign(declared: ts.Node): boolean {
  return declared.getSourceFile().isDeclarationFile
}
