/**
 * The id of a heading as GitHub makes it, so that a link to a section works there and on the site. VitePress' own would
 * turn `_` into `-`, and with it the names of blocks.
 */
export function headingId(text: string): string {
  return spelledHeadingId(text.toLowerCase())
}

/** The same of a site that leaves capitals as they are. */
export function spelledHeadingId(text: string): string {
  return text
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

/** The id of a heading as VitePress makes it where nothing else is configured: `slugify` of `@mdit-vue/shared`. */
export function vitePressHeadingId(text: string): string {
  return spelledVitePressHeadingId(text).toLowerCase()
}

/** The same of a site that leaves capitals as they are. */
export function spelledVitePressHeadingId(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\p{Cc}]/gu, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(?=\d)/, '_')
}
