/** Vite reads style sheets; TypeScript only needs to know that there are some. */
declare module '*.css'
