/** A text that is no longer than this has no room to be nested too deeply, whatever stands in it. In characters. */
const harmlessLength = 1000

/** Longer texts are no examples. In characters. */
const maximumLength = 100_000

/** A parser works its way down with the stack of the machine, which ends somewhere beyond this. */
const maximumDepth = 500

/** A chain of operators is a tree as deep as it is long. Each level takes less of the stack than one of brackets does. */
const maximumChain = 3000

/** What a parser may go one level deeper for. */
const deepening =
  /[([{<]|=>?|[?:]|`|\b(?:if|else|for|while|do|with|new|keyof|typeof|readonly|unique|infer|await|void|delete)\b/g

const operators = /[!~+*/%&|^-]/g

/** A line that begins a statement of its own, whatever stands above it. */
const statement = /^(?:import|export|const|let|var|class|interface|type|enum|async function|function|\/\/|\/\*)\b/

/**
 * Whether a text may be nested too deeply, or be too long, to be given to a native parser: what a page says must not end
 * the process. Errs on the side of caution: everything that could be a level counts as one, until a statement begins.
 *
 * @param longest In characters. Default: longer than any example.
 */
export function isTooDeep(text: string, longest = maximumLength): boolean {
  if (text.length <= harmlessLength) return false
  if (text.length > longest) return true
  let depth = 0
  let chain = 0
  for (const line of text.split('\n')) {
    if (statement.test(line)) depth = chain = 0
    const levels = count(line, deepening)
    depth += levels
    chain += count(line, operators)
    if (levels > maximumDepth || chain > maximumChain) return true
    // Closing brackets end levels; what else opened one ends with its line at the latest, where a line ends a statement.
    depth -= count(line, /[)\]}>]/g)
    if (/[;,}]\s*$/.test(line) && line.trim().length > 1) depth -= count(line, /=>?|[?:]/g)
    if (/;\s*$/.test(line)) chain = 0
    depth = Math.max(0, depth)
    if (depth > maximumDepth) return true
  }
  return false
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0
}
