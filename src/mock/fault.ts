/** Which requests a fault meets. Without any of these: every request. */
export interface FaultMatch {
  /** The verb, such as `POST`. Default: all. */
  readonly method?: string
  /**
   * The path as the platform documents it, without base path or `/v1`, such as `/messages` or `/chat-messages`; `*`
   * stands for one or more characters. Default: all.
   */
  readonly path?: string
  /** Which of the requests that match so far, counted from 1; several as a list. Default: all. */
  readonly nth?: number | readonly number[]
}

/** Answers with this in place of the platform: 429 with `Retry-After`, an HTML page of an edge proxy and the like. */
export interface AnswerFault extends FaultMatch {
  readonly kind: 'answer'
  /** The status to answer, such as 429. */
  readonly status: number
  /** Headers of the answer, such as `Retry-After`. Default: none but the type of the body. */
  readonly headers?: Readonly<Record<string, string>>
  /** Text goes out as it is (HTML where it starts with `<`), anything else as JSON. Default: an empty body. */
  readonly body?: unknown
}

/**
 * The connection breaks. Without counts, and if not cleanly, it breaks before the platform has seen the request, which
 * is then recorded with status 0.
 */
export interface DropFault extends FaultMatch {
  readonly kind: 'drop'
  /** How many frames (of a stream) or network chunks arrive whole. Default: 0. */
  readonly afterFrames?: number
  /** How many bytes of the next one arrive. Default: 0. */
  readonly afterBytes?: number
  /** The body ends as if it were complete, the way a server or proxy closes an idle stream. Default: false. */
  readonly cleanly?: boolean
}

/** Network chunks of so many bytes, cut through frames, lines and characters. */
export interface SplitFault extends FaultMatch {
  readonly kind: 'split'
  /** Default: 1. */
  readonly bytes?: number
}

/** A proxy rewrites the ends of lines to CRLF (Dify specification 4.1). */
export interface LineEndFault extends FaultMatch {
  readonly kind: 'crlf'
}

/** A frame arrives twice. */
export interface DuplicateFault extends FaultMatch {
  readonly kind: 'duplicate'
  /** Which one, counted from 1. */
  readonly frame: number
}

/** Dify: the run fails in the middle of its stream, with an `error` event inside the 200 (Dify specification 4.7). */
export interface ErrorEventFault extends FaultMatch {
  readonly kind: 'error-event'
  /** How many deltas arrive before. Default: 0. */
  readonly afterDeltas?: number
  /** Default: 400. */
  readonly status?: number
  /** Default: `completion_request_error`. */
  readonly code?: string
  /** Default: `The model provider refused the request.` */
  readonly message?: string
}

/** Something that goes wrong between client and platform. */
export type Fault = AnswerFault | DropFault | SplitFault | LineEndFault | DuplicateFault | ErrorEventFault

/** Counts requests and tells which faults meet each one. */
export function createFaultMatcher(faults: readonly Fault[]): (method: string, path: string) => readonly Fault[] {
  const counts = faults.map(() => 0)
  const patterns = faults.map(({ path }) =>
    path === undefined ? undefined : new RegExp(`^${path.split('*').map(escapePattern).join('.+')}$`),
  )
  return (method, path) =>
    faults.filter((fault, index) => {
      if (fault.method !== undefined && fault.method !== method) return false
      if (patterns[index]?.test(path) === false) return false
      const count = (counts[index] ?? 0) + 1
      counts[index] = count
      if (fault.nth === undefined) return true
      return typeof fault.nth === 'number' ? fault.nth === count : fault.nth.includes(count)
    })
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The fault of one kind, if there is one. */
export function findFault<K extends Fault['kind']>(faults: readonly Fault[], kind: K): FaultOf<K> | undefined {
  return faults.find((fault): fault is FaultOf<K> => fault.kind === kind)
}

type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>
