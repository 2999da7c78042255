/** Signs of control characters, direction marks and separators: all that a terminal acts on, or that hides text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu

/**
 * A text as one line for a terminal: characters that a terminal acts on, or that nobody sees, are shown as what they
 * are. Text of somebody else can then neither color, move nor forge a line.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = character.charCodeAt(0)
    // Unicode has pictures for these: ␛ for the escape character.
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    if (code === 0x7f) return '\u2421'
    return `\\u{${code.toString(16)}}`
  })
}
