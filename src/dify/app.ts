import type { CallOptions } from '../core/http/index.ts'
import { optionalRecord } from '../core/read.ts'
import {
  type AppInfo,
  type AppParameters,
  fromWireInfo,
  fromWireParameters,
} from '../platforms/dify/app-description.ts'
import { type EndUser, fromWireEndUser } from '../platforms/dify/end-user.ts'
import { type Feedback, fromWireFeedback } from '../platforms/dify/history-message.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { DifyContext } from './context.ts'
import { type ListOptions, listOf, readOne } from './lists.ts'
import type { Pages } from './pages.ts'

/** Reads the description that the app gives of itself. */
export class App {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /** Its name, and what kind of app it is. */
  info(options: CallOptions = {}): Promise<AppInfo> {
    return readOne(this.#context, { method: 'GET', path: DIFY_PATHS.info, ...options }, 'an app', fromWireInfo)
  }

  /** Abilities of the app, and the form that a conversation starts with. */
  parameters(options: CallOptions = {}): Promise<AppParameters> {
    const request = { method: 'GET' as const, path: DIFY_PATHS.parameters, ...options }
    return readOne(this.#context, request, 'parameters of an app', fromWireParameters)
  }

  /** Icons of its tools, in the platform's words. */
  meta(options: CallOptions = {}): Promise<Record<string, unknown>> {
    return readOne(this.#context, { method: 'GET', path: DIFY_PATHS.meta, ...options }, 'icons', optionalRecord)
  }

  /**
   * The looks of its web page, in the platform's words.
   *
   * @throws PermissionDeniedError it has none
   */
  site(options: CallOptions = {}): Promise<Record<string, unknown>> {
    return readOne(this.#context, { method: 'GET', path: DIFY_PATHS.site, ...options }, 'a site', optionalRecord)
  }

  /**
   * Who an id of the server's stands for, such as `createdBy` of an upload.
   *
   * @throws NotFoundError there is no such end user of the app
   */
  endUser(endUserId: string, options: CallOptions = {}): Promise<EndUser> {
    const request = { method: 'GET' as const, path: DIFY_PATHS.endUser(endUserId), ...options }
    return readOne(this.#context, request, 'an end user', fromWireEndUser)
  }

  /** The ratings of all users, the newest first. */
  feedbacks(options: ListOptions = {}): Pages<Feedback> {
    const limit = options.limit ?? 20
    return listOf(
      this.#context,
      {
        ...{ path: DIFY_PATHS.feedbacks, query: {}, cursor: 'page', read: fromWireFeedback },
        next: (_, page) => String(Number(page ?? 1) + 1),
        // The list does not say whether it goes on: a short page is the last one (Dify specification 3.9).
        hasMore: (_, count) => count >= limit,
      },
      { ...options, limit },
    )
  }
}
