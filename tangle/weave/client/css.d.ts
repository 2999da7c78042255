/** Vite reads style sheets; TypeScript only needs to know that there are some. */
declare module '*.css'

/** The text of a style sheet, for those who put it on the page themselves. */
declare module '*.css?inline' {
  const text: string
  export default text
}
