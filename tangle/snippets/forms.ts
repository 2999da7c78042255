import { findNames } from './names/find-names.ts'
import type { SnippetForm } from './snippet.ts'
import { childOf, listOf, type ParsedCode, parseCode, type SyntaxNode, type SyntaxProblem } from './syntax.ts'

/** What stands around a text of a form, so that both together are a module. Each is a line of its own. */
export interface Frame {
  readonly before: string
  readonly after: string
  /** How many characters of the text stay in front: imports, which stand in a module only. Default: none. */
  readonly head?: number
}

/** In the order in which they are tried, behind the module. */
const forms: readonly SnippetForm[] = [
  ...(['function-body', 'class-members', 'object-members', 'type-members', 'expression', 'type', 'pattern'] as const),
  ...(['type-parameters', 'elements', 'cases', 'template'] as const),
]

const frames: Readonly<Record<SnippetForm, Frame | undefined>> = {
  module: undefined,
  'function-body': { before: 'async function snippet(this: any): Promise<any> {', after: '}' },
  'class-members': { before: 'abstract class Snippet extends (null as any) {', after: '}' },
  'object-members': { before: 'void ({', after: '})' },
  'type-members': { before: 'interface Snippet {', after: '}' },
  expression: { before: 'void [', after: ']' },
  type: { before: 'type Snippet = (', after: ')' },
  'type-parameters': { before: 'function snippet<', after: '>() {}' },
  // Options with their defaults: `{ retry = 3, signal }`.
  pattern: { before: 'function snippet(', after: ': any) {}' },
  cases: {
    before: 'async function snippet(this: any): Promise<any> { switch (null as any) {',
    after: '} }',
  },
  // Elements of JSX under each other, with comments between them.
  elements: { before: 'void (<>', after: '</>)' },
  template: { before: 'async function snippet(this: any): Promise<any> { return `', after: '` }' },
}

/** Calls that go on from something: `.withCache({ … })`. */
const chain: Frame = { before: 'void (null as any)', after: '' }
const startsChain = /^\s*(?:\/\/[^\n]*\n\s*)*\??\.[\w$]/

/** Parts of a `switch`, which only they begin with. */
const startsCase = /^\s*(?:\/\/[^\n]*\n\s*)*(?:case\b[^\n]*|default\s*):/

/** Inside of elements nearly everything is text, so that nothing else is read as some. A comment ends in one place only. */
const startsElement = /^\s*(?:\/\/[^\n]*\n\s*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/\s*)*<[A-Za-z>]/

/** What a template of a text has in it: `${html`…`}`. */
const startsTemplate = /^\s*\$\{/

/** Bounds of parameters for types: `T extends string`. */
const startsParameters = /^\s*(?:\/\/[^\n]*\n\s*)*(?:const[ \t]+)?[A-Z][\w$]*[ \t]+extends\b/

/** The end of a statement behind what is none: `{ a: 1 };`. */
const lastSemicolon = /;(?=\s*$)/

/** The forms that such an end does not belong to. */
const endsWithout: ReadonlySet<SnippetForm> = new Set(['expression', 'type', 'object-members'])

/** Imports at the top of a text, with comments between them. */
const leadingImports =
  /^(?:[ \t]*(?:\/\/[^\n]*)?\n)*(?:import\b(?:[^'"`;=(){}]|\{[^{}]*\})*['"][^'"\n]*['"];?[ \t]*(?:\/\/[^\n]*)?\n(?:[ \t]*(?:\/\/[^\n]*)?\n)*)+/

const generator: Frame = { before: 'async function* snippet(this: any): AsyncGenerator<any, any, any> {', after: '}' }

export interface Reading {
  readonly form: SnippetForm
  readonly frame: Frame | undefined
  readonly language: 'ts' | 'tsx'
  readonly text: string
  /** Of the text in its frame. */
  readonly parsed: ParsedCode
  readonly isAmbient: boolean
}

/** A text in its frame. */
export function framed(text: string, frame: Frame | undefined): string {
  if (!frame) return text
  const { before, after, head = 0 } = frame
  return `${text.slice(0, head)}${before}\n${text.slice(head)}\n${after}`
}

/** Where a place of a text is when the text is in its frame. */
export function placeInFrame(at: number, frame: Frame | undefined): number {
  return frame && at >= (frame.head ?? 0) ? at + frame.before.length + 1 : at
}

/** The first form and language in which a text parses, or what the parser has against it as a module. */
export function findForm(text: string, languages: readonly ('ts' | 'tsx')[]): Reading | SyntaxProblem {
  const tried = languages.map((language) => readAs('module', text, language))
  const module = tried.find(({ parsed }) => !parsed.problem) ?? readAmbient(text)
  if (module && isUnionOfTypes(module.parsed.program)) return readAs('type', text, module.language)
  if (module && !isMethodBody(text, module.parsed.program) && !hasLabelsOnly(module.parsed.program)) return module
  const isLabels = module !== undefined && hasLabelsOnly(module.parsed.program)
  // A method may be called like the keyword of a statement, but hardly any is.
  const isStatement = /^\s*(?:return|throw|if|while|switch)\b/.test(text)
  for (const form of isLabels ? labelForms(text) : isStatement ? (['function-body'] as const) : forms) {
    for (const language of languages) {
      // What parses as a module and uses `this` was taken from a method, if it can be the body of one.
      if (module && !isLabels && form !== 'function-body') return module
      if (form === 'elements' && !startsElement.test(text)) continue
      if (form === 'cases' && !startsCase.test(text.replace(leadingImports, ''))) continue
      if (form === 'type-parameters' && !startsParameters.test(text)) continue
      if (form === 'template' && !startsTemplate.test(text.replace(leadingImports, ''))) continue
      const whole = endsWithout.has(form) ? text.replace(lastSemicolon, ' ') : text
      const reading = readAs(form, whole, language)
      if (!reading.parsed.problem) return reading
    }
  }
  if (module) return module
  // The language that the parser got furthest in is the one that is meant.
  const [problem] = tried.flatMap(({ parsed }) => parsed.problem ?? []).sort((a, b) => b.start - a.start)
  return problem ?? { message: 'This is no code.', start: 0, end: 0 }
}

function readAs(form: SnippetForm, text: string, language: 'ts' | 'tsx'): Reading {
  // A text with `yield` is that of a generator.
  const isGenerator = form === 'function-body' && /\byield\b/.test(text)
  const plain = isGenerator ? generator : form === 'expression' && startsChain.test(text) ? chain : frames[form]
  const [head = ''] = form === 'module' ? [] : (leadingImports.exec(text) ?? [])
  const frame = plain && head !== '' ? { ...plain, head: head.length } : plain
  return { form, frame, language, text, parsed: parseCode(framed(text, frame), language), isAmbient: false }
}

/** `const a: string` and `function f(): void`, as references show what there is. */
function readAmbient(text: string): Reading | undefined {
  const parsed = parseCode(text, 'dts')
  return parsed.problem
    ? undefined
    : { form: 'module', frame: undefined, language: 'ts', text, parsed, isAmbient: true }
}

/** What looks like labels to a module: `name: value`, alone or in braces. */
function labelForms(text: string): readonly SnippetForm[] {
  const isTypes = /:\s*(?:string|number|boolean|unknown|any|void|never|bigint|symbol)\b/.test(text)
  return isTypes
    ? ['type-members', 'type', 'object-members', 'expression']
    : ['object-members', 'expression', 'type-members', 'type']
}

function hasLabelsOnly(program: SyntaxNode): boolean {
  const statements = listOf(program, 'body').filter(({ type }) => type !== 'ImportDeclaration')
  const [only, ...others] = statements
  const inner = only?.type === 'BlockStatement' && others.length === 0 ? listOf(only, 'body') : statements
  return inner.length > 0 && inner.every(({ type }) => type === 'LabeledStatement')
}

/** Whether a text is `'get' | 'post'`: to a module, an operation of numbers, which nobody does with texts. */
function isUnionOfTypes(program: SyntaxNode): boolean {
  const [only, ...others] = listOf(program, 'body')
  const expression =
    only?.type === 'ExpressionStatement' && others.length === 0 ? childOf(only, 'expression') : undefined
  return isUnion(expression) && hasText(expression)
}

function isUnion(node: SyntaxNode | undefined): boolean {
  return node?.type === 'BinaryExpression' && node.operator === '|'
}

function hasText(node: SyntaxNode | undefined): boolean {
  if (!isUnion(node) || !node) return node?.type === 'Literal' && typeof node.value === 'string'
  return hasText(childOf(node, 'left')) || hasText(childOf(node, 'right'))
}

/** Whether a module uses `this` outside of functions and classes. */
function isMethodBody(text: string, program: SyntaxNode): boolean {
  return /\bthis\b/.test(text) && findNames(program).hasOuterThis
}
