const fence = /^[ \t>]*(`{3,}|~{3,})/
const opening = /^[ \t]*\{\s*\/\*/
const ending = '*/'

/**
 * The lines of a page in MDX with those of comments over several lines, `{/*` to `*\/}`, left empty: no reader sees what
 * stands in them. Such a comment in a fence is code.
 */
export function withoutMdxComments(lines: readonly string[]): string[] {
  let marker: string | undefined
  let isComment = false
  return lines.map((line) => {
    if (isComment) {
      isComment = !line.includes(ending)
      return ''
    }
    const [, found] = fence.exec(line) ?? []
    if (marker !== undefined) {
      const closes = found?.startsWith(marker) && line.replace(/[`~>\s]/g, '') === ''
      if (closes) marker = undefined
      return line
    }
    marker = found
    isComment = opening.test(line) && !line.includes(ending)
    return isComment ? '' : line
  })
}
