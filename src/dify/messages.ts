import { stringsOf } from '../core/read.ts'
import { fromWireHistoryMessage, type HistoryMessage, type Rating } from '../platforms/dify/history-message.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { UserOptions } from './chat.ts'
import { type DifyContext, userOf } from './context.ts'
import { type ListOptions, listOf } from './lists.ts'
import type { Pages } from './pages.ts'

/** Options of `Messages.list`. */
export interface HistoryOptions extends ListOptions, UserOptions {}

/** Options of `Messages.feedback`. */
export interface FeedbackOptions extends UserOptions {
  /** A comment of the user on it. Default: nothing, also in the place of what was said before. */
  content?: string | undefined
}

/** Messages of conversations, and what users think of them. */
export class Messages {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /**
   * The messages of a conversation, page by page and from the newest page to the oldest; in a page the oldest is first,
   * as the server has it.
   *
   * @throws NotFoundError the conversation is unknown, or another user's
   */
  list(conversationId: string, { user, ...options }: HistoryOptions = {}): Pages<HistoryMessage> {
    const query = { user: userOf(this.#context, user), conversation_id: conversationId }
    const next = (page: readonly HistoryMessage[]) => page[0]?.id
    const list = { path: DIFY_PATHS.messages, query, cursor: 'first_id', read: fromWireHistoryMessage, next }
    return listOf(this.#context, list, options)
  }

  /**
   * Rates an answer for its user, or takes the rating back with `null`. One that was given before is replaced.
   *
   * @throws BadRequestError there is no rating to take back
   * @throws NotFoundError the message is unknown, or another user's
   */
  async feedback(
    messageId: string,
    rating: Rating | null,
    { user, content, signal, timeout }: FeedbackOptions = {},
  ): Promise<void> {
    const json = { user: userOf(this.#context, user), rating, ...(content === undefined ? {} : { content }) }
    const path = DIFY_PATHS.messageFeedbacks(messageId)
    // Setting a rating twice is setting it once; taking one back twice is not.
    await this.#context.http.json({ method: 'POST', path, json, idempotent: rating !== null, signal, timeout })
  }

  /**
   * Questions that the user may want to ask next; ask for them when the answer is complete. May be empty.
   *
   * @throws BadRequestError the app has the feature off (a `PermissionDeniedError` on newer servers)
   * @throws NotFoundError the message is unknown, or another user's
   */
  async suggested(messageId: string, { user, ...options }: UserOptions = {}): Promise<string[]> {
    const reply = await this.#context.http.open({
      method: 'GET',
      path: DIFY_PATHS.suggested(messageId),
      query: { user: userOf(this.#context, user) },
      ...options,
    })
    const body = await reply.json()
    if (typeof body !== 'object' || body === null || !('data' in body)) throw reply.unexpected('questions', body)
    return stringsOf(body.data)
  }
}
