import type { ChatChange, MockFile } from '../../../src/mock/index.ts'
import type { Frame } from './stack.ts'

/** A program as the worker takes it, with the lines of its source. */
export interface Program {
  /** The name of the example: the mock's ids follow from it, so that a run repeats what the page shows. */
  readonly name: string
  /** What stacks call it, such as `upload_to_chat.ts`. */
  readonly file: string
  readonly code: string
  /** The code is TypeScript, which the worker compiles. Default: it is compiled. */
  readonly isSource?: boolean
  /** The code of the scenario's module. */
  readonly scenario: string
}

/** How fast the mock platforms are, in milliseconds. Zero: as fast as they can. */
export interface Pace {
  /** Before each answer. */
  readonly answer: number
  /** Between two pieces of a stream. */
  readonly piece: number
}

/** What a person at the chat sends. */
export interface SpokenTurn {
  readonly text: string
  readonly uploads: readonly MockFile[]
  /** The number of the chat. */
  readonly chat: number
}

/** What the page tells the worker. */
export type ToWorker =
  | { readonly kind: 'start'; readonly program: Program; readonly pace: Pace }
  | { readonly kind: 'say'; readonly turn: SpokenTurn }

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

/** Why a program failed. */
export interface Failure {
  /** `TypeError: message`, with the errors that caused it. */
  readonly text: string
  /** The lines of the program that led there, innermost first. */
  readonly frames: readonly Frame[]
}

/** What the worker tells the page. */
export type FromWorker =
  | { readonly kind: 'started' }
  | {
      readonly kind: 'output'
      readonly stream: 'stdout' | 'stderr'
      readonly text: string
      /** UTF-16 units in front of the text that were left out, because there was too much. */
      readonly left: number
    }
  | {
      readonly kind: 'chat'
      readonly change: ChatChange
      readonly files: readonly (MockFile & { readonly id: string })[]
    }
  | { readonly kind: 'transcript'; readonly line: string }
  | { readonly kind: 'wire'; readonly event: WireEvent }
  /** A request has something that no platform knows. */
  | { readonly kind: 'deviation'; readonly text: string }
  /** The scenario is over, and the program listens to the chat. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** Nothing more happens by itself. */
  | { readonly kind: 'ended'; readonly exitCode: number }
