// Elements of JSX.

/** A line that begins with an element of JSX, and the one before it. */
const elementLine = /^([^\n]*)\n(?=<(?:[A-Za-z]|>))/gm

/**
 * A text in which an element that begins a line begins a statement, where what stands before it has no semicolon. It has
 * the same lines, and their columns up to there.
 */
export function withElementsApart(text: string): string {
  return text.replace(elementLine, (_, line: string) => (/^\s*\/\//.test(line) ? `;${line}\n` : `${line};\n`))
}

/** An element that is shown up to the end of its attributes, and nothing else. */
const openElement = /^(\s*(?:\/\/[^\n]*\n\s*)*<[A-Za-z][^<]*[^/<=-])>(\s*)$/

/** A text in which such an element is closed. It has the same lines. */
export function withClosedElement(text: string): string {
  return text.replace(openElement, '$1/>$2')
}
