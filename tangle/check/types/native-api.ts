import type * as Ast from 'ts7/unstable/ast'

/** The modules of TypeScript 7 that are asked. */
export interface NativeApi {
  readonly version: string
  readonly sync: typeof import('ts7/unstable/sync')
  readonly ast: typeof Ast
}
