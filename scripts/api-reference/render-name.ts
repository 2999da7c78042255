import ts from 'typescript'
import { formatTable } from '../../tangle/tables/markdown-table.ts'
import { toDefault } from '../../tangle/tables/options-table.ts'
import { type Comment, commentOf } from './comments.ts'
import type { Use } from './find-uses.ts'
import type { Links } from './links.ts'
import { type Callable, constructorOf, isStatic, methodsOf, type Property, propertiesOf } from './members.ts'
import { namesIn } from './names-in.ts'
import type { Api, PublicName } from './open-api.ts'
import { code, linkedType, typeText } from './type-text.ts'

/** All that is needed to explain a name. */
export interface Context {
  readonly api: Api
  readonly links: Links
  readonly uses: ReadonlyMap<ts.Declaration, readonly Use[]>
  /** The options that are explained below a function, by its key. */
  readonly nested: ReadonlyMap<string, readonly PublicName[]>
  /** From where most names of the page come; the others have to say it. */
  readonly mostImports: string
}

/** The headings of a name and of its methods, each with the key that links use. */
export function headingsOf(
  one: PublicName,
  nested: Context['nested'],
): readonly (readonly [key: string, heading: string])[] {
  const methods = new Set(methodsOf(one).map((method) => method.name.getText()))
  const keys = [
    [one.key, headingOf(one)] as const,
    ...[...methods].map((name) => [`${one.key}.${name}`, `${one.name}.${name}()`] as const),
  ]
  return keys.flatMap(([key, heading]) => {
    const below = (nested.get(key) ?? []).flatMap((option) => headingsOf(option, nested))
    return [[key, heading] as const, ...below]
  })
}

function headingOf({ name, declaration }: PublicName): string {
  return ts.isFunctionDeclaration(declaration) ? `${name}()` : name
}

/** A name as a section of its page. */
export function renderName(one: PublicName, context: Context, level = '##'): string {
  const { declaration } = one
  const comment = commentOf(declaration)
  const { api, links } = context
  const from = importsOf(one) === context.mostImports ? '' : `Import from ${importsOf(one)}.`
  const parts = [`${level} ${code(headingOf(one))}`, comment.about, from]
  if (ts.isFunctionDeclaration(declaration)) parts.push(...renderCall(one.name, one.key, overloadsOf(one), context))
  else if (ts.isClassDeclaration(declaration)) parts.push(...renderClass(one, context))
  else if (ts.isVariableDeclaration(declaration)) parts.push(...renderConstant(one, context))
  else if (ts.isTypeAliasDeclaration(declaration) && !isObject(one, api)) {
    const of = namesIn(declaration.type, api).filter(({ name }) => name !== one.name)
    parts.push(
      code(
        typeText(declaration)
          .replace(/^export /, '')
          .replace(/^(type [^=]+=) \| /, '$1 '),
      ),
    )
    if (of.length > 0) parts.push(`Of: ${of.map(({ name, key }) => `[${code(name)}](${links.to(key)})`).join(', ')}.`)
    // What has a name is explained there.
    if (hasForms(declaration)) {
      const properties = propertiesOf(one, api).filter(({ comment }) => comment.inShort !== '' || comment.defaultText)
      parts.push(table(properties, context, false))
    }
  } else {
    // `Pick<Clock, 'now'>` says what it has, also where that is a method.
    if (ts.isTypeAliasDeclaration(declaration) && isComputed(declaration.type))
      parts.push(code(typeText(declaration).replace(/^export /, '')))
    parts.push(table(propertiesOf(one, api), context, /Options$|Config$/.test(one.name)))
  }
  if (!ts.isFunctionDeclaration(declaration)) parts.push(...throwsOf(comment, links), shownIn(declaration, context))
  for (const group of groupByName(methodsOf(one))) parts.push(renderMethod(one, group, context))
  return join(parts)
}

function renderMethod(
  one: PublicName,
  group: readonly (ts.MethodDeclaration | ts.MethodSignature)[],
  context: Context,
) {
  const [method] = group
  if (!method) return ''
  const name = method.name.getText()
  const comment = commentOf(group.find((each) => commentOf(each).about !== '') ?? method)
  const owner = isStatic(method) ? `${one.name}.` : ''
  return join([
    `### ${code(`${one.name}.${name}()`)}`,
    comment.about,
    ...renderCall(owner + name, `${one.key}.${name}`, group, context, '####'),
  ])
}

/** How it is called, what goes in, what comes out, and what else may happen. */
function renderCall(
  name: string,
  key: string,
  forms: readonly Callable[],
  context: Context,
  levelBelow = '###',
): string[] {
  const [first] = forms
  if (!first) return []
  const { links, nested } = context
  const comment = commentOf(forms.find((form) => commentOf(form).about !== '') ?? first)
  const isMaker = ts.isConstructorDeclaration(first)
  const below = nested.get(key) ?? []
  return [
    ...forms.map((form) => code(signature(name, form))),
    parameterTable(first, comment, context),
    passed(first, comment, context),
    ...(isMaker ? [] : [...throwsOf(comment, links), shownIn(first, context)]),
    ...below.map((options) => renderName(options, context, levelBelow)),
  ]
}

/** The parameters, if there is more to say of them than their types. */
function parameterTable({ parameters }: Callable, comment: Comment, { api, links }: Context): string {
  if (comment.parameters.size === 0) return ''
  const rows = parameters.map((parameter) => {
    const about = comment.parameters.get(parameter.name.getText()) ?? ''
    const { about: text, defaultText } = splitDefault(about)
    const standard = defaultText ?? defaultOf(parameter)
    return [
      code(parameterName(parameter)),
      linkedType(parameter.type, 'unknown', api, links),
      standard,
      toCellText(text),
    ]
  })
  return columns(['parameter', 'type', 'default', 'what it is'], rows)
}

/** The types of this library that go in and come out, as links. */
function passed(form: Callable, comment: Comment, { api, links }: Context): string {
  const taken =
    comment.parameters.size > 0 ? [] : form.parameters.flatMap(({ type }) => (type ? namesIn(type, api) : []))
  const link = (one: PublicName) => `[${code(one.name)}](${links.to(one.key)})`
  const isResult = !ts.isConstructorDeclaration(form) && form.type && !ts.isTypePredicateNode(form.type)
  const given = isResult && form.type ? namesIn(form.type, api) : []
  return [
    taken.length > 0 ? `Takes ${listOf([...new Set(taken)].map(link))}.` : '',
    comment.returns ? `Returns ${lowerFirst(comment.returns).replace(/\.?$/, '.')}` : '',
    given.length > 0 ? `${comment.returns ? 'See' : 'Gives'} ${listOf(given.map(link))}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function renderClass(one: PublicName, context: Context): string[] {
  const { declaration } = one
  const { api, links } = context
  const maker = constructorOf(one)
  const clauses = ts.isClassDeclaration(declaration) ? (declaration.heritageClauses ?? []) : []
  const parents = clauses.flatMap((clause) => {
    const names = clause.types
      .flatMap(({ expression }) => namesIn(expression, api))
      .map(({ name, key }) => `[${code(name)}](${links.to(key)})`)
    if (names.length === 0) return []
    return [`${clause.token === ts.SyntaxKind.ExtendsKeyword ? 'Extends' : 'Has the methods of'} ${listOf(names)}.`]
  })
  return [
    parents.join(' '),
    // Before the options, which have a heading of their own.
    table(propertiesOf(one, api), context, false),
    // Errors are caught and not made.
    ...(maker && !one.isType && !/Error$/.test(one.name)
      ? renderCall(`new ${one.name}`, one.key, [maker], context)
      : []),
  ]
}

function renderConstant({ name, declaration }: PublicName, { api, links }: Context): string[] {
  const { initializer, type } = declaration as ts.VariableDeclaration
  const inner = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer
  if (inner && ts.isObjectLiteralExpression(inner) && !type) {
    const rows = inner.properties.map((property) => {
      const value = ts.isPropertyAssignment(property) ? property.initializer.getText() : ''
      return [code(`${name}.${property.name?.getText()}`), code(value)]
    })
    return [formatTable(['name', 'value'], rows)]
  }
  return type ? [`Its type is ${linkedType(type, '', api, links)}.`] : []
}

function table(properties: readonly Property[], { api, links }: Context, isOptions: boolean): string {
  const rows = properties.map(({ name, type, inferred, isOptional, comment }) => {
    const { defaultText, inShort } = comment
    const standard =
      defaultText === undefined ? (isOptional ? '' : isOptions ? 'required' : '') : toDefault(defaultText)
    const mark = isOptional && !isOptions ? '?' : ''
    return [code(name + mark), linkedType(type, inferred, api, links), standard, toCellText(inShort)]
  })
  return columns([isOptions ? 'option' : 'property', 'type', 'default', 'what it is'], rows)
}

/** A table without the columns that nothing stands in. */
function columns(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const used = header.flatMap((_, at) => (rows.some((row) => row[at] !== '') ? [at] : []))
  const pick = (row: readonly string[]) => used.map((at) => row[at] ?? '')
  return formatTable(pick(header), rows.map(pick))
}

function throwsOf({ throws }: Comment, links: Links): string[] {
  if (throws.length === 0) return []
  const items = throws.map((text) => {
    const [, name = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(text) ?? []
    return `- ${links.has(name) ? `[${code(name)}](${links.to(name)})` : code(name)}: ${rest}`
      .trimEnd()
      .replace(/\.$/, '')
  })
  return [`Throws:`, items.join('\n')]
}

function shownIn(declaration: ts.Declaration, { uses }: Context): string {
  const found = (uses.get(declaration) ?? []).slice(0, 4)
  return found.length === 0
    ? ''
    : `Shown in: ${found.map(({ title, address }) => `[${title}](${address})`).join(', ')}.`
}

function signature(name: string, form: Callable): string {
  const parameters = form.parameters.map((parameter) => {
    const isOptional = parameter.questionToken || parameter.initializer
    return `${parameterName(parameter)}${isOptional ? '?' : ''}${parameter.type ? `: ${typeText(parameter.type)}` : ''}`
  })
  const generics = form.typeParameters ? `<${form.typeParameters.map((one) => typeText(one)).join(', ')}>` : ''
  const result = ts.isConstructorDeclaration(form) || !form.type ? '' : `: ${typeText(form.type)}`
  return `${name}${generics}(${parameters.join(', ')})${result}`
}

/** Options that are taken apart where they arrive have no name of their own. */
function parameterName({ name, dotDotDotToken }: ts.ParameterDeclaration): string {
  return `${dotDotDotToken ? '...' : ''}${ts.isIdentifier(name) ? name.text : 'options'}`
}

function defaultOf({ initializer, questionToken }: ts.ParameterDeclaration): string {
  if (!initializer) return questionToken ? '' : 'required'
  const text = initializer.getText()
  return /^(?:\{\}|\[\])$/.test(text) ? '' : code(text)
}

/** `default: the current directory` says nothing else. */
function splitDefault(text: string): { readonly about: string; readonly defaultText?: string } {
  const found = /^(.*?)(?:^|[.;:]\s+)default:? ([^.]+)\.?$/i.exec(text)
  return found ? { about: found[1] ?? '', defaultText: found[2] ?? '' } : { about: text }
}

export function importsOf({ imports }: PublicName): string {
  return listOf(imports.map(code), 'or')
}

/** `a, b and c`. */
function listOf(items: readonly string[], word = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** Whether it is best told by its properties. */
function isObject({ symbol, declaration }: PublicName, { checker }: Api): boolean {
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  if (ts.isTypeAliasDeclaration(declaration) && ts.isIntersectionTypeNode(declaration.type)) return true
  return (type.flags & ts.TypeFlags.Object) !== 0 && type.getCallSignatures().length === 0
}

/** Whether it is made of another type. */
function isComputed(type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && type.typeArguments !== undefined
}

/** Whether it is a union of objects that are written out. */
function hasForms({ type }: ts.TypeAliasDeclaration): boolean {
  return ts.isUnionTypeNode(type) && type.types.some(ts.isTypeLiteralNode)
}

function overloadsOf({ symbol }: PublicName): ts.FunctionDeclaration[] {
  const all = (symbol.declarations ?? []).filter(ts.isFunctionDeclaration)
  return all.length > 1 ? all.filter(({ body }) => !body) : all
}

function groupByName<Member extends ts.MethodDeclaration | ts.MethodSignature>(methods: readonly Member[]): Member[][] {
  const groups = new Map<string, Member[]>()
  for (const method of methods) {
    const name = method.name.getText()
    groups.set(name, [...(groups.get(name) ?? []), method])
  }
  return [...groups.values()].map((group) => {
    const forms = group.filter((one) => !(one as ts.MethodDeclaration).body)
    return forms.length > 0 ? forms : group
  })
}

/** The last full stop is left out: cells are phrases where they are one sentence. */
function toCellText(text: string): string {
  const upper = text.replace(/^[a-z]/, (first) => first.toUpperCase())
  return /[.!?] /.test(upper) ? upper : upper.replace(/\.$/, '')
}

function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}
