const opening = /^([ \t]{4,})(`{3,}|~{3,})/

/**
 * The lines of a page in MDX with fences that stand deeper than three columns moved to the left, each as a whole: no
 * indent makes code there (MDX 3, syntax), and elements around a fence are mostly indented.
 */
export function withoutDeepIndents(lines: readonly string[]): string[] {
  let open: { readonly indent: string; readonly marker: string } | undefined
  return lines.map((line) => {
    const [, indent = '', marker = ''] = open ? [] : (opening.exec(line) ?? [])
    if (marker !== '') {
      open = { indent, marker }
      return line.slice(indent.length)
    }
    if (!open) return line
    const inner = line.slice(commonIndent(line, open.indent))
    if (inner.startsWith(open.marker) && inner.replaceAll(open.marker[0] ?? '', '').trim() === '') open = undefined
    return inner
  })
}

function commonIndent(line: string, indent: string): number {
  let length = 0
  while (length < indent.length && /[ \t]/.test(line[length] ?? '')) length++
  return length
}
