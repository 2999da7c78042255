import { brand, hasBrand } from './brand.ts'
import { SdkError } from './sdk-error.ts'

/** The part of an answer that had arrived when its stream failed. */
export interface PartialAnswer {
  /** The text so far, which may be empty. */
  answer: string
  /** The conversation, where an event had named it. Pass it on to ask once more in the same one. */
  conversationId?: string
  /** The message that was being answered, where an event had named it. */
  messageId?: string
  /** The handle for stopping, where an event had named it: the platform may go on writing. */
  taskId?: string
}

export interface StreamErrorOptions {
  code: string
  /** The status that the platform put into the stream; the HTTP status was 200. */
  status?: number
  partial?: PartialAnswer
  cause?: unknown
}

/**
 * An answer failed after it had begun. The part that arrived until then is in `partial`.
 *
 * `code` is the platform's word when the platform reported the failure inside the stream (such as
 * `completion_request_error`), else one of:
 *
 * - `stream_interrupted`: the connection broke
 * - `stream_truncated`: the stream ended without saying that the answer is complete
 * - `stream_idle`: nothing arrived for longer than the idle limit
 * - `stream_failed`: the platform reported a failure without a word for it
 * - `stream_already_read`: the stream was read before; it can be read once
 */
export class StreamError extends SdkError {
  /** The status that the platform put into the stream; `undefined` if it put none there. */
  readonly status: number | undefined
  /** The part of the answer that had arrived. */
  readonly partial: PartialAnswer

  static {
    brand(StreamError.prototype, 'StreamError')
  }

  constructor(message: string, options: StreamErrorOptions) {
    super(message, options)
    this.status = options.status
    this.partial = options.partial ?? { answer: '' }
  }

  static override isInstance(value: unknown): value is StreamError {
    return hasBrand(value, 'StreamError')
  }
}
