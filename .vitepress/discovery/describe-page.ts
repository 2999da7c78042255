/** What a page is about, for lists of results: its first paragraph as plain text, at most 160 characters, whole words. */
export function describePage(markdown: string): string {
  const [first = ''] = withoutFrontMatter(markdown)
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^(?:[#<>|]|```|~~~|:::|[-*] |\d+\. )/.test(part))
  return shorten(toPlainText(first))
}

export function withoutFrontMatter(markdown: string): string {
  return markdown.replace(/^---\n[\s\S]*?\n---\n/, '')
}

const mostCharacters = 160

function toPlainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|(?<!\w)_|_(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/:$/, '.')
    .trim()
}

/** Ends with a sentence where one ends in time. */
function shorten(text: string): string {
  if (text.length <= mostCharacters) return text
  const start = text.slice(0, mostCharacters)
  const sentence = /^.*[.!?](?=\s)/.exec(start)?.[0] ?? ''
  return sentence.length > 60 ? sentence : `${start.replace(/\s\S*$/, '')}…`
}
