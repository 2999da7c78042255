import type { ByteArray } from '../core/web-types.ts'
import type { ChatChange } from './chat-change.ts'
import type { MockClock } from './clock.ts'
import type { Deviation } from './deviation.ts'
import type { RecordedRequest } from './exchange.ts'
import type { Scenario, UserTurn } from './scenario.ts'
import type { TurnState } from './turn-state.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

/** Tells of each event at a mock as it happens. */
export type MockEvent =
  | {
      readonly kind: 'request'
      /** A request, once it is answered: the same as in `requests`. */
      readonly request: RecordedRequest
    }
  | {
      readonly kind: 'deviation'
      /** The same as in `deviations`. */
      readonly deviation: Deviation
    }
  | {
      readonly kind: 'transcript'
      /** The same as in `transcript()`. */
      readonly line: string
    }
  | {
      readonly kind: 'chat'
      /** The same as the lines of the transcript, for a program that draws the chat. It comes before them. */
      readonly change: ChatChange
    }

/** How a mock is made. */
export interface MockOptions {
  /**
   * The parts of users, model and network. Default: a silent user, a model that repeats what it was sent, no faults.
   */
  readonly scenario?: Scenario
  /** Where clients find the mock, for the URLs that it hands out. Default: the origin of each request. */
  readonly origin?: string
  /** Default: starts at 2025-01-15T09:00:00Z and advances one second per reading. */
  readonly clock?: MockClock
  /** Ids follow from it: the same seed, the same ids. Default: `mock`. */
  readonly seed?: string
  /**
   * The event socket stays open when the scenario is used up, and plays it anew in a fresh chat for every program: for
   * each connection that does not name the id of an event it has seen. Ids are sent to those who accept
   * `text/event-stream`. Default: false: who comes back continues, and is answered 204 when nothing is left.
   */
  readonly openEnded?: boolean
  /** Hears of requests (once answered), deviations, lines of the transcript and changes of the chat. Default: nobody does. */
  readonly onEvent?: (event: MockEvent) => void
}

/** A file that one of the platforms holds. */
export interface MockFile {
  /** The file name that it was uploaded with. */
  readonly name: string
  /** The type that it was uploaded with. */
  readonly mimeType: string
  /** The content of the file. */
  readonly bytes: ByteArray
}

/** Both platforms, in process. */
export interface Mock {
  /**
   * Answers as the platforms would; takes the place of the global `fetch`. Never throws, except where `fetch` itself
   * would: it rejects with a `TypeError` if a fault drops the connection before the answer, and with the reason of
   * an aborted signal.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  /** Every request so far, in order of arrival. */
  readonly requests: readonly RecordedRequest[]
  /** Everything in the requests that the platforms' specifications do not name. Empty for a good client. */
  readonly deviations: readonly Deviation[]
  /** Gives all that the person at the chat has seen so far, one line per change. */
  readonly transcript: () => readonly string[]
  /**
   * Speaks as the user of the newest chat, after everything the scenario has the user say. A turn that must wait
   * (for a free input, for someone to listen) is spoken when it can be.
   */
  readonly say: (turn: UserTurn | string) => TurnState
  /** Presses Stop in the newest Unique chat that waits for an answer; `false` if there is none. */
  readonly pressStop: () => boolean
  /**
   * Sends the events of the scenario to a webhook instead of the event socket, signed with the secret of `environment()`,
   * and repeats them as the platform does. Resolves when the scenario is used up and all that the endpoint handed to
   * `waitUntil` is done; without a user in the scenario when the mock is closed. Rejects when the endpoint gives an
   * answer with which the platform gives it up.
   */
  readonly deliver: (endpoint: WebhookEndpoint) => Promise<void>
  /** A file by the id that a change of the chat names, as a person who opens it gets it; `undefined` if there is none. */
  readonly file: (id: string) => MockFile | undefined
  /** The variables that a program needs to talk to this mock. Default origin: `http://localhost:8092`. */
  readonly environment: (origin?: string) => Readonly<Record<string, string>>
  /** Ends open streams; answers that wait to be stopped are stopped. May be called twice. */
  readonly close: () => void
}
