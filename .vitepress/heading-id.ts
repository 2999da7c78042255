/**
 * The id of a heading as GitHub makes it, so that a link to a section works there and on the site. VitePress' own would
 * turn `_` into `-`, and with it the names of blocks.
 */
export function headingId(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
