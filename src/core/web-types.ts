/**
 * Names of the web platform that the types of the SDK mention. TypeScript merges these with what the DOM library or
 * `@types/node` say of them. A project that has neither compiles as well: there they have no members.
 */
declare global {
  interface AbortSignal {}
  interface Blob {}
  interface File {}
  interface FormData {}
  interface Headers {}
  // biome-ignore lint/suspicious/noExplicitAny: as the libraries have it, or they would not merge
  interface ReadableStream<R = any> {}
  interface Request {}
  interface RequestInit {}
  interface Response {}
  interface URL {}
}

/**
 * Bytes in a buffer of their own: a `Uint8Array<ArrayBuffer>`, which compilers before TypeScript 5.7 cannot say.
 */
export type ByteArray = ReturnType<typeof Uint8Array.from>
