import { isJavaScript } from '../../snippets/languages.ts'
import { isOlderThan, opensNew, opensOld } from '../../snippets/old-and-new.ts'
import { isShownType } from '../../snippets/shown-types.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'
import { hasTypes } from '../../snippets/untyped-pages.ts'
import { reachesOut } from '../../snippets/virtual-target.ts'
import type { SnippetError } from './consequences.ts'

/** What is about the settings of a project, or about style: a reader who copies the block is not told of it. */
const settings = new Set([
  ...[6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027, 7028, 7029, 7030, 4111, 4112, 4113, 4114, 4116],
  ...[1286, 1287, 1293, 1295, 1375, 1378, 1309, 1431, 1432, 1205, 1208, 1371, 1484, 1485, 2834, 2835, 2877, 5097],
  ...[
    1479, 1541, 1542, 1543, 17004, 6142, 6504, 2821, 2823, 2737, 2802, 2569, 18028, 1501, 1503, 2550, 2583, 2836, 2856,
    1343, 1470, 1323, 1324, 1259, 1192, 2497, 1203, 1202, 1294,
  ],
])

/** A signature that is shown without its body, or a value that is only declared. */
const signatures = new Set([2391, 2389, 2390, 2384, 2383, 1155, 2371, 2463])

/** What the text around a part would make right: the class, the object or the list that it was taken from. */
const excerpts = new Set([
  2300, 2717, 7006, 7008, 7031, 7019, 2695, 2377, 2564, 17009, 2335, 2337, 2515, 2416, 2417, 7053, 7041, 2683, 2842,
])

/** Of these, everything is shown that types follow from. */
const bodies = new Set<Snippet['form']>(['module', 'function-body', 'template'])

/** What has no type of its own because none is written: `[]` holds nothing, a parameter is nothing, or anything. */
const untypedValues = /^'[\w$]+' is of type 'unknown'|type '(?:void|never)'\.?$|\bnever\[\]/m

/** Types that JavaScript leaves out, and what follows from that. */
function isAboutTypes(code: number, text: string): boolean {
  if ((code >= 7000 && code < 8100) || code === 2683) return true
  return [18046, 2339, 2345, 2322, 2769].includes(code) && untypedValues.test(text)
}

/** What may be nothing, which JavaScript finds out when it runs, and what is made of a value without a type. */
const looseCodes = new Set([2531, 2532, 2533, 18047, 18048, 18049, 2698, 2700])

/** Two blocks of a page that show a member of somebody else's interface in two ways. */
const otherAugmentations = new Set([2717, 2687])

/** A private name, as a part of a class uses it that is shown without the class. */
const privateCodes = new Set([18016, 18013])

/** What is about how a compiler is called: its options, its files, its configuration. */
function isAboutProject(code: number): boolean {
  return (code >= 5000 && code < 7000) || (code >= 9000 && code < 9100) || settings.has(code)
}

/** A parameter without a type, or a function without the type of what it returns. */
const implicitTypes = new Set([7006, 7010, 7019, 7031, 7032, 7033, 7051])

/** Functions that are shown without what they do. */
const bodiless =
  /^TS(?:DeclareFunction|EmptyBodyFunctionExpression|FunctionType|ConstructorType|MethodSignature|(?:Call|Construct)SignatureDeclaration|AbstractMethodDefinition)$/

/** Whether an error is about a signature that says less than it could, as references of functions do. */
function isAboutSignature(code: number, around: readonly SyntaxNode[]): boolean {
  if (implicitTypes.has(code)) {
    const owner = around.find(({ type }) => /Function|Signature|Method/.test(type))
    const method = owner?.type === 'MethodDefinition' ? childOf(owner, 'value') : owner
    return bodiless.test(method?.type ?? '')
  }
  // A body of nothing shows a signature; a class of nothing but properties shows what an object has.
  if (code === 2355) {
    const body = around.map((node) => childOf(node, 'body')).find((found) => found?.type === 'BlockStatement')
    return body !== undefined && listOf(body, 'body').length === 0
  }
  const property = code === 2564 ? around.find(({ type }) => type === 'PropertyDefinition') : undefined
  // What a decorator stands on is filled by who reads the decorators.
  if (property && listOf(property, 'decorators').length > 0) return true
  const members = code === 2564 ? around.find(({ type }) => type === 'ClassBody') : undefined
  return members !== undefined && listOf(members, 'body').every(({ type }) => type === 'PropertyDefinition')
}

/** Whether a statement is a function that nobody calls: an argument, shown without what it is given to. */
function isFunctionAlone(node: SyntaxNode): boolean {
  const expression = node.type === 'ExpressionStatement' ? childOf(node, 'expression') : undefined
  return /^(?:Arrow)?Function/.test(expression?.type ?? '')
}

/** Parameters that have no type. */
const untypedParameters = new Set([7006, 7019, 7031])

/**
 * Whether a block without types leaves out those of parameters as well, as JavaScript does: `export async function
 * loader({ request })`.
 */
export function isLeftUntyped(code: number, snippet: Snippet): boolean {
  return untypedParameters.has(code) && !hasTypes(snippet)
}

/** Whether a class in a block without types gives itself a property as JavaScript does, by writing to it. */
function isAssignedHere(code: number, around: readonly SyntaxNode[], snippet: Snippet): boolean {
  const [name, member] = around
  const isOwn = member?.type === 'MemberExpression' && childOf(member, 'object')?.type === 'ThisExpression'
  const body = around.find(({ type }) => type === 'ClassBody')
  if (!isOwn || !body || ![2339, 2551].includes(code) || hasTypes(snippet)) return false
  const isWritten = (node: SyntaxNode): boolean => {
    const left = node.type === 'AssignmentExpression' ? childOf(node, 'left') : undefined
    const isThis = left?.type === 'MemberExpression' && childOf(left, 'object')?.type === 'ThisExpression'
    return (isThis && childOf(left, 'property')?.name === name?.name) || childrenOf(node).some(isWritten)
  }
  return isWritten(body)
}

/** Whether a member is there twice because an object or a class shows alternatives, each with a comment in front of it. */
function isAlternative(code: number, around: readonly SyntaxNode[], { comments }: Snippet): boolean {
  if (code !== 1117 && code !== 2393) return false
  const at = around.findIndex(({ type }) => type === 'ObjectExpression' || type === 'ClassBody')
  const owner = around[at]
  const members = listOf(owner, owner?.type === 'ClassBody' ? 'body' : 'properties')
  const same = members.filter((member) => nameOf(member) === nameOf(around[at - 1]))
  // The compiler names all of the functions of one name.
  return same.slice(1).every((member) => {
    const before = members[members.indexOf(member) - 1]
    return comments.some(({ start, end }) => before && before.end <= start && end <= member.start)
  })
}

function nameOf(member: SyntaxNode | undefined): unknown {
  const key = member && childOf(member, 'key')
  return key?.name ?? key?.value
}

/** Whether a text ends or goes on with a loop that stands around it, outside of what is shown. */
function isOfOuterLoop(code: number, { form }: Snippet, around: readonly SyntaxNode[]): boolean {
  const functions = around.filter(({ type }) => /Function/.test(type)).length
  // Of a body, the function around it is none of the page's.
  return code === 1104 || code === 1105 || (code === 1107 && form === 'function-body' && functions === 1)
}

/** Whether texts with `|` between them stand in the place of a value: those that it may be. */
function isUnionOfTexts(code: number, [operand, operation]: readonly SyntaxNode[]): boolean {
  if (code === 2362 || code === 2363) return isTextUnion(operation)
  const value = operation?.type === 'Property' ? childOf(operation, 'value') : operand
  return (code === 2322 || code === 2345) && value?.type === 'BinaryExpression' && isTextUnion(value)
}

function isTextUnion(node: SyntaxNode | undefined): boolean {
  if (node?.type === 'Literal') return typeof node.value === 'string'
  const isOr = node?.type === 'BinaryExpression' && node.operator === '|'
  return isOr && isTextUnion(childOf(node, 'left')) && isTextUnion(childOf(node, 'right'))
}

/** Whether a part of a block shows what was: below `// Before`, where `// After` follows, or `// v8` and `// v9`. */
function isOfBefore([node]: readonly SyntaxNode[], { comments }: Snippet): boolean {
  const marks = comments.filter(({ value }) => opensOld(value) || opensNew(value))
  const at = marks.findLastIndex(({ end }) => node !== undefined && end <= node.start)
  const mark = marks[at]
  if (!mark) return false
  if (marks.slice(at + 1).some(({ value }) => isOlderThan(mark.value, value))) return true
  if (opensNew(mark.value)) return false
  return marks.slice(at + 1).some(({ value }) => opensNew(value))
}

/** Two types of one name: a package is there twice, in two versions, or a page shows the type in two ways. */
const sameName = /Type '(?:import\("[^"\n]*"\)\.)?([^'\n]+)' is not assignable to type '(?:import\("[^"\n]*"\)\.)?\1'/

/** A decorator is called in another way with `experimentalDecorators` than without, and a page does not say which is on. */
const decoratorCodes = new Set([1238, 1239, 1240, 1241, 1270, 1271, 1329])

/** What bundlers add to modules of CommonJS: `require.context`, `module.hot`. */
function isOfBundler(code: number, around: readonly SyntaxNode[]): boolean {
  const member = around.find(({ type }) => type === 'MemberExpression')
  const object = member && childOf(member, 'object')
  return code === 2339 && object?.type === 'Identifier' && (object.name === 'require' || object.name === 'module')
}

/**
 * Whether something of the browser is used as what it is not, since the block does not import what it means: types are
 * given to `Range<number>`, `Cache.Options` is one of its members, `document` is given to a function for other documents.
 */
function isHiddenGlobal(code: number, text: string, [node]: readonly SyntaxNode[], { names }: Snippet): boolean {
  const type = code === 2315 || code === 2702 ? /^(?:Type )?'([\w$]+)/.exec(text)?.[1] : undefined
  const value = (code === 2345 || code === 2769) && node?.type === 'Identifier' ? String(node.name) : undefined
  const name = type ?? (value !== undefined && usualGlobals.has(value) ? value : undefined)
  return name !== undefined && names.free.has(name)
}

/** Globals of browsers whose names pages give to things of their own. */
const usualGlobals = new Set(
  'document event external find focus frames history length location name origin parent print screen self status stop top'.split(
    ' ',
  ),
)

/** What a generic function of a package gives where nobody says of what: types that a generator would make are not shown. */
function isOfUntold(code: number, text: string): boolean {
  if (code === 2349) return /Type 'never' has no call signatures/.test(text)
  return code === 2339 && /on type 'unknown'\.?$/.test(text)
}

/**
 * Whether an error says nothing about the page, whatever the page says.
 *
 * @param around The nodes around it, innermost first.
 * @param isUntyped The page leaves types out, as JavaScript does.
 */
export function isPassedBy(
  { code, text }: Pick<SnippetError, 'code' | 'text'>,
  snippet: Snippet,
  around: readonly SyntaxNode[],
  isUntyped: boolean,
): boolean {
  if (isAboutProject(code) || signatures.has(code) || decoratorCodes.has(code)) return true
  if (sameName.test(text)) return true
  if (otherAugmentations.has(code) && around.some(reachesOut)) return true
  if (privateCodes.has(code) && !around.some(({ type }) => /^Class/.test(type))) return true
  if (isUnionOfTexts(code, around) || isOfBefore(around, snippet)) return true
  if (isOfBundler(code, around) || isHiddenGlobal(code, text, around, snippet)) return true
  if (isOfUntold(code, text)) return true
  // In a part of an object, `this` is that of a class around it.
  if (code === 2532 && around[0]?.type === 'ThisExpression') return true
  if (code === 2314 && isShownType(around)) return true
  if (snippet.isAmbient && (code < 2000 || implicitTypes.has(code))) return true
  if (isAlternative(code, around, snippet) || isOfOuterLoop(code, snippet, around)) return true
  if (isAssignedHere(code, around, snippet) || isAboutSignature(code, around)) return true
  if (isUntyped && isAboutTypes(code, text)) return true
  if (implicitTypes.has(code) && around.some(isFunctionAlone)) return true
  if (isJavaScript(snippet.block) && looseCodes.has(code)) return true
  return !bodies.has(snippet.form) && excerpts.has(code)
}
