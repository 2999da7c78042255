import { parser } from '@lezer/javascript'
import { valuesName } from '../worker/values.ts'

const typescript = parser.configure({ dialect: 'ts' })
type Tree = ReturnType<typeof typescript.parse>
type SyntaxNode = Tree['topNode']

/**
 * A program that shows what its statements come to: `shown_values[3]=chunk([1, 2, 3], 2)`. Blocks of documentation seldom
 * print anything; what a call gives stands in a comment beside it. Expressions are shown, and constants that a comment
 * with a value follows, or nothing. What prints by itself stays as it is, and so does what cannot be read.
 *
 * @param isOwn Whether a line of the text, 1-based, is one whose values are shown.
 */
export function withShownValues(text: string, isOwn: (line: number) => boolean): string {
  const lines = text.split('\n')
  if (lines.some((line, at) => isOwn(at + 1) && prints.test(line))) return text
  const starts = valuesIn(typescript.parse(text), text)
  let shown = ''
  let end = 0
  let line = 1
  let counted = 0
  for (const { statement, at } of starts) {
    line += text.slice(counted, statement).split('\n').length - 1
    counted = statement
    if (!isOwn(line)) continue
    shown += `${text.slice(end, at)}${valuesName}[${line}]=`
    end = at
  }
  return shown + text.slice(end)
}

const prints = /\b(?:console|alert|document)\b|\bprocess\s*\.\s*std/

/** Whether a program does more than to declare: it calls something, throws, or is a server. */
export function doesSomething(text: string): boolean {
  const tree = typescript.parse(text)
  let isDoing = valuesIn(tree, text).length > 0
  tree.iterate({
    enter({ name, node }) {
      if (name === 'ExportDeclaration' && node.getChild('default')) isDoing = true
      if (doing.has(name)) isDoing = true
      return !isDoing && !(waiting.has(name) && !isCalled(node))
    },
  })
  return isDoing
}

const doing = new Set([
  'CallExpression',
  'NewExpression',
  'AwaitExpression',
  'TaggedTemplateExpression',
  'ThrowStatement',
])

/** What is in these runs when somebody calls it. */
const waiting = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunction',
  'MethodDeclaration',
  'ClassBody',
])

/** A function in parentheses, which is called where it stands. */
function isCalled({ parent }: SyntaxNode): boolean {
  return parent?.name === 'ParenthesizedExpression' && parent.parent?.name === 'CallExpression'
}

/** Where the statements with values start, and where the expression in each does. */
function valuesIn(tree: Tree, text: string): { readonly statement: number; readonly at: number }[] {
  const found: { statement: number; at: number }[] = []
  let isReadable = true
  tree.iterate({
    enter({ type }) {
      if (type.isError) isReadable = false
    },
  })
  for (let node = tree.topNode.firstChild; isReadable && node; node = node.nextSibling) {
    const expression = node.name === 'ExpressionStatement' ? node.firstChild : shownConstant(node, text)
    if (expression && !silent.has(expression.name)) found.push({ statement: node.from, at: expression.from })
  }
  return found
}

/** Expressions that are there for what they do, or that a reader sees as they stand. */
const silent = new Set([
  ...['AssignmentExpression', 'SequenceExpression', 'PostfixExpression', 'String', 'Number', 'BooleanLiteral', 'null'],
  ...['ArrowFunction', 'FunctionExpression', 'ClassExpression', 'NewExpression', 'ObjectExpression', 'ArrayExpression'],
  ...['TemplateString', 'RegExp', 'VariableName'],
])

function shownConstant(node: SyntaxNode, text: string): SyntaxNode | undefined {
  const declaration = node.name === 'ExportDeclaration' ? node.getChild('VariableDeclaration') : node
  if (declaration?.name !== 'VariableDeclaration' || declaration.getChild(',')) return undefined
  const value = declaration.getChild('Equals')?.nextSibling
  return value && isShown(node, text) ? value : undefined
}

/** Whether a comment with a value stands behind a statement or below it, or nothing but comments comes any more. */
function isShown({ to, nextSibling }: SyntaxNode, text: string): boolean {
  if (nextSibling && isComment(nextSibling)) {
    const isNear = /^[ \t]*\n?[ \t]*$/.test(text.slice(to, nextSibling.from))
    if (isNear && saysValue.test(text.slice(nextSibling.from, nextSibling.to))) return true
  }
  let rest = nextSibling
  while (rest && isComment(rest)) rest = rest.nextSibling
  return rest === null
}

function isComment({ name }: SyntaxNode): boolean {
  return name.endsWith('Comment')
}

/** `// [1, 2]`, `// => 3`, `// Returns: 'a'`, `// true`. */
const saysValue =
  /^\/[/*]\s*(?:[^A-Za-z\s]|(?:true|false|null|undefined|NaN|Infinity|returns?|results?|outputs?|logs?|prints?|Map|Set|Promise|Date)\b)/i
