import type { Snippet } from '../../snippets/snippet.ts'

/** What is about the settings of a project, or about style: a reader who copies the block is not told of it. */
const settings = new Set([
  ...[6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027, 7028, 7029, 7030, 4111, 4112, 4113, 4114, 4116],
  ...[1286, 1287, 1293, 1295, 1375, 1378, 1309, 1431, 1432, 1205, 1208, 1371, 1484, 1485, 2834, 2835, 2877, 5097],
  ...[
    1479, 1541, 1542, 1543, 17004, 6142, 6504, 2821, 2823, 2737, 2802, 2569, 18028, 1501, 1503, 2550, 2583, 2836, 2856,
    1343, 1323, 1324, 1259, 1192, 2497, 1203, 1202,
  ],
])

/** A signature that is shown without its body, or a value that is only declared. */
const signatures = new Set([2391, 2389, 2390, 2384, 2383, 1155, 2371, 2463])

/** What the text around a part would make right: the class, the object or the list that it was taken from. */
const excerpts = new Set([
  7006, 7031, 7019, 2695, 2377, 2564, 17009, 2345, 2335, 2337, 2515, 2416, 2417, 7053, 7041, 2683,
])

/** Types that JavaScript leaves out. */
function isAboutTypes(code: number): boolean {
  return (code >= 7000 && code < 8100) || code === 2683
}

/** Whether an error says nothing about the page, whatever the page says. */
export function isPassedBy(code: number, snippet: Snippet, isJavaScript: boolean): boolean {
  if (settings.has(code) || signatures.has(code)) return true
  if (snippet.isAmbient && code < 2000) return true
  if (isJavaScript && isAboutTypes(code)) return true
  return snippet.form !== 'module' && snippet.form !== 'function-body' && excerpts.has(code)
}
