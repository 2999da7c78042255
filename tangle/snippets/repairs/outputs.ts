// Values that come out of the code above them.

/** A comment that says that what follows comes out: `// =>` above an object. */
const output = /^[ \t]*\/\/[ \t]*(?:=>|→|➜)[ \t]*(?=\n[ \t]*[{[])/gm

/** A comment at the margin, with nothing but the beginning of an object or a list in the next line with text. */
const outputBelow = /^([ \t]*)\/\/[^\n]*(?=\n(?:[ \t]*\n)?\1[{[][ \t]*$)/gm

/** A text in which an object or a list that comes out of the code above it is a value. It has the same lines. */
export function withOutputAsValue(text: string): string {
  const margin = /^[ \t]*(?=\S)/m.exec(text)?.[0]
  return text
    .replace(output, 'void')
    .replace(outputBelow, (comment, indent: string) => (indent === margin ? `${indent}void` : comment))
}
