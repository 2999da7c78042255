import { pathSegment } from '../core/http/index.ts'
import {
  type Conversation,
  type ConversationVariable,
  fromWireConversation,
  fromWireVariable,
} from '../platforms/dify/conversation.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { UserOptions } from './chat.ts'
import { type DifyContext, userOf } from './context.ts'
import { type ListOptions, listOf, readOne } from './lists.ts'
import type { Pages } from './pages.ts'

/** Options of `Conversations.list`. */
export interface ConversationListOptions extends ListOptions, UserOptions {
  /** Default: `-updated_at`, the newest change first. */
  sortBy?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | undefined
}

/** Options of `Conversations.rename`. */
export interface RenameOptions extends UserOptions {
  /** The new name. Default: the server makes one of the first question. */
  name?: string | undefined
}

/** Options of `Conversations.variables`. */
export interface VariableListOptions extends ListOptions, UserOptions {
  /** Only variables whose name has this in it, in any case. Default: all. */
  name?: string | undefined
}

/** Conversations of a user with the app. One of another user is not found. */
export class Conversations {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /** All conversations of a user, page by page. */
  list({ user, sortBy, ...options }: ConversationListOptions = {}): Pages<Conversation> {
    const query = { user: userOf(this.#context, user), sort_by: sortBy }
    const list = { path: DIFY_PATHS.conversations, query, cursor: 'last_id', read: fromWireConversation, next: lastId }
    return listOf(this.#context, list, options)
  }

  /**
   * Renames a conversation, or has the server name it.
   *
   * @throws BadRequestError the server is to name a conversation without a message
   */
  rename(conversationId: string, { user, name, signal, timeout }: RenameOptions = {}): Promise<Conversation> {
    const json = { user: userOf(this.#context, user), ...(name === undefined ? { auto_generate: true } : { name }) }
    const path = DIFY_PATHS.conversationName(conversationId)
    const request = { method: 'POST' as const, path, json, idempotent: name !== undefined, signal, timeout }
    return readOne(this.#context, request, 'a conversation', fromWireConversation)
  }

  /** Deletes a conversation with its messages. */
  async delete(conversationId: string, { user, signal, timeout }: UserOptions = {}): Promise<void> {
    const json = { user: userOf(this.#context, user) }
    const path = DIFY_PATHS.conversation(conversationId)
    const reply = await this.#context.http.open({ method: 'DELETE', path, json, signal, timeout })
    await reply.text()
  }

  /** Lists the variables that a chatflow keeps for a conversation, page by page. */
  variables(conversationId: string, { user, name, ...options }: VariableListOptions = {}): Pages<ConversationVariable> {
    const query = { user: userOf(this.#context, user), variable_name: name }
    const path = DIFY_PATHS.variables(conversationId)
    return listOf(this.#context, { path, query, cursor: 'last_id', read: fromWireVariable, next: lastId }, options)
  }

  /**
   * Sets a variable. The value must be of the variable's type.
   *
   * @throws BadRequestError it is of another type
   */
  setVariable(
    conversationId: string,
    variableId: string,
    value: unknown,
    { user, signal, timeout }: UserOptions = {},
  ): Promise<ConversationVariable> {
    const json = { user: userOf(this.#context, user), value }
    const path = `${DIFY_PATHS.variables(conversationId)}/${pathSegment(variableId, 'variableId')}`
    return readOne(this.#context, { method: 'PUT', path, json, signal, timeout }, 'a variable', fromWireVariable)
  }
}

function lastId(page: readonly { id: string }[]): string | undefined {
  return page.at(-1)?.id
}
