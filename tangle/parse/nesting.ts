/** Longer texts are no examples. In characters. */
const maximumLength = 100_000

/** A parser works its way down with the stack of the machine, which ends somewhere beyond this. */
const maximumDepth = 500

/** What a parser may go one level deeper for. */
const deepening =
  /[([{<]|=>?|[?:]|`|\b(?:if|else|for|while|do|with|new|keyof|typeof|readonly|unique|infer|await|void|delete)\b/g

/** A line that begins a statement of its own, whatever stands above it. */
const statement = /^(?:import|export|const|let|var|class|interface|type|enum|async function|function|\/\/|\/\*)\b/

/**
 * Whether a text may be nested too deeply, or be too long, to be given to a native parser: what a page says must not end
 * the process. Errs on the side of caution: everything that could be a level counts as one, until a statement begins.
 *
 * @param longest In characters. Default: longer than any example.
 */
export function isTooDeep(text: string, longest = maximumLength): boolean {
  if (text.length > longest) return true
  let depth = 0
  for (const line of text.split('\n')) {
    if (statement.test(line)) depth = 0
    depth += line.match(deepening)?.length ?? 0
    // Closing brackets end levels; what else opened one ends with its line at the latest, where a line ends a statement.
    depth -= line.match(/[)\]}>]/g)?.length ?? 0
    if (/[;,}]\s*$/.test(line) && line.trim().length > 1) depth -= line.match(/=>?|[?:]/g)?.length ?? 0
    depth = Math.max(0, depth)
    if (depth > maximumDepth || (line.match(deepening)?.length ?? 0) > maximumDepth) return true
  }
  return false
}
