import type { ChatChange, MockFile } from '../../src/mock/index.ts'

/** A request as it goes out. */
export interface WireRequest {
  /** Counted from 1. */
  readonly id: number
  readonly method: string
  /** With the origin where it is not that of the mock platforms. */
  readonly path: string
  /** Keys are masked. */
  readonly headers: readonly (readonly [string, string])[]
  /** The line of the program that caused it, 1-based, where the stack knows it. */
  readonly line: number | undefined
}

/** What happens on the wire. All pieces of an exchange have the id of its request. */
export type WireEvent =
  | ({ readonly kind: 'request' } & WireRequest)
  | { readonly kind: 'request-body'; readonly id: number; readonly text: string }
  | {
      readonly kind: 'response'
      readonly id: number
      readonly status: number
      readonly headers: readonly (readonly [string, string])[]
      readonly isStream: boolean
    }
  | { readonly kind: 'response-body'; readonly id: number; readonly text: string }
  /** A server-sent event, or what arrived of one. */
  | { readonly kind: 'frame'; readonly id: number; readonly text: string }
  /** The stream has ended, by itself or because the program let go of it. */
  | { readonly kind: 'stream-end'; readonly id: number; readonly how: 'ended' | 'left' | 'broken' }
  | { readonly kind: 'lost'; readonly id: number; readonly message: string }

/** Something that a person at the chat sees. */
export interface ChatEvent {
  readonly kind: 'chat'
  readonly change: ChatChange
  /** The files that it names and that the page does not have yet. */
  readonly files: readonly (MockFile & { readonly id: string })[]
}

/** What the world of this site tells its panes. */
export type SiteEvent = ChatEvent | { readonly kind: 'wire'; readonly event: WireEvent }

/** What a person at the chat sends. */
export interface SpokenTurn {
  readonly text: string
  readonly uploads: readonly MockFile[]
  /** The number of the chat. */
  readonly chat: number
}
