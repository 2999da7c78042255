import { stringsOf } from '../core/read.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { UserOptions } from './chat.ts'
import { type DifyContext, userOf } from './context.ts'

/** What can be asked about a message. */
export class Messages {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
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
