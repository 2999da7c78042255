// What the site gives a heading is what the check of links looks for.
export { headingId } from '../tangle/parse/heading-id.ts'
