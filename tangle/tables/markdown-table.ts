/** A table of Markdown. Cells are Markdown of one line. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows.map((row) => row.map(toCell))]
  return lines.map((row) => `| ${row.join(' | ')} |`.replace(/ {2,}(?=\|)/g, ' ')).join('\n')
}

function toCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\\)\|/g, '\\|')
}
