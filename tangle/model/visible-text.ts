// What a page, a program or the name of a file says may hold characters that a terminal obeys and does not show: it
// would put a text on the clipboard, write over a line, or turn the direction of writing. Here each gets a sign.

/** Nothing in it is anything but what it looks like. Most texts are so, and this is quick. */
const plain = /^[\n\t\x20-\x7E]*$/

/**
 * Control characters but for line feed and tab, formatting characters (they turn the direction of writing, or have no
 * width), separators of lines and paragraphs, and halves of pairs.
 */
const invisible = /[^\P{C}\n\t\p{Cn}\p{Co}]|[\u2028\u2029]/gu

/** A line break as Windows has it moves nothing but to the next line. */
const lineBreak = /\r\n/g

/** A text of several lines in which everything can be seen: `␛` for an escape, `\u{202e}` for what has no picture. */
export function visibleText(text: string): string {
  if (plain.test(text)) return text
  return text.split(lineBreak).map(showInvisible).join('\r\n')
}

/** {@link visibleText} of what stands in one line, such as a name: its line breaks and tabs are shown, too. */
export function visibleLine(text: string): string {
  if (plain.test(text) && !/[\n\t]/.test(text)) return text
  return showInvisible(text).replace(/[\n\t]/g, pictureOf)
}

/** A JSON document with the same values, in which everything can be seen: what cannot is in strings only. */
export function visibleJson(json: string): string {
  if (plain.test(json)) return json
  const unit = (char: string, at: number) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`
  return json.replace(invisible, (char) => Array.from({ length: char.length }, (_, at) => unit(char, at)).join(''))
}

function showInvisible(text: string): string {
  return text.replace(invisible, (char, at: number) => (joins(char, text, at) ? char : pictureOf(char)))
}

/** Whether it belongs to its neighbours, as joiners do in some scripts, and in pictures that are put together. */
function joins(char: string, text: string, at: number): boolean {
  if (char !== '\u200C' && char !== '\u200D') return false
  const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + 1, at + 3)]
  // Not by the end of `before`: the V8 of Node 26 finds no pair of halves there.
  return isForeign(before.at(-1)) && isForeign(after[0]) && joined.test(after) && joined.test([...before].at(-1) ?? '')
}

const joined = /^[\p{L}\p{M}\p{Extended_Pictographic}]/u

function isForeign(char = ''): boolean {
  return char > '\u02FF'
}

function pictureOf(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : `\\u{${code.toString(16)}}`
}
