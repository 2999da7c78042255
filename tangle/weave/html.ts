const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Vue reads two braces as an expression: names and paths are text.
  '{': '&#123;',
  '}': '&#125;',
}

/** Text as HTML, in an element or an attribute, also where Vue compiles the page afterwards. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"{}]/g, (char) => entities[char] ?? char)
}
