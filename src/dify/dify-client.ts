import {
  currentEnvironment,
  type Environment,
  headerSafe,
  missingVariables,
  readVariable,
} from '../core/environment.ts'
import { cleanBaseUrl, readAddress, type TransportOptions } from '../core/http/index.ts'
import { createDifyHttp } from '../platforms/dify/http.ts'
import { Annotations } from './annotations.ts'
import { App } from './app.ts'
import { Audio } from './audio.ts'
import { Chat } from './chat.ts'
import type { DifyContext } from './context.ts'
import { Conversations } from './conversations.ts'
import { Files } from './files.ts'
import { Forms } from './forms.ts'
import { Messages } from './messages.ts'
import { Workflows } from './workflows.ts'

/** Options of a client for Dify. */
export interface DifyClientOptions extends TransportOptions {
  /** The key of one app, which starts with `app-`. It shows in no message, log or printed object. */
  apiKey: string
  /** Ends in `/v1`. Default: the cloud, `https://api.dify.ai/v1`. */
  baseUrl?: string | undefined
  /** Whose messages it sends where a call does not say; any string that is yours to choose. */
  user?: string | undefined
}

const CLOUD = 'https://api.dify.ai/v1'

/**
 * A client for one app of a Dify server. The key belongs on a server of yours, never into a page.
 *
 * Every method throws an `ApiError` when the server refuses, a `ConnectionError` or a `TimeoutError` when no answer
 * arrives, and an `AbortError` when its `signal` aborts.
 *
 * @throws ConfigurationError `invalid_variable` if the key or the address cannot be used
 */
export class DifyClient {
  /** Sending messages, and stopping answers. */
  readonly chat: Chat
  /** Listing, renaming and deleting conversations. */
  readonly conversations: Conversations
  /** The messages of a conversation, and the ratings that people give them. */
  readonly messages: Messages
  /** Uploading files that a message is about. */
  readonly files: Files
  /** Speech to text, and text to speech. */
  readonly audio: Audio
  /** Facts about the app, and its abilities. */
  readonly app: App
  /** Runs of a chatflow: their state and their events. */
  readonly workflows: Workflows
  /** Forms that a chatflow waits for. */
  readonly forms: Forms
  /** Answers that people have written for questions that come again. */
  readonly annotations: Annotations
  /** The address that paths are appended to. */
  readonly baseUrl: string
  /** Whose messages it sends where a call does not say. */
  readonly user: string | undefined

  constructor({ apiKey, baseUrl = CLOUD, user, ...transport }: DifyClientOptions) {
    this.baseUrl = address(baseUrl)
    this.user = user
    const http = createDifyHttp(this.baseUrl, headerSafe(apiKey, 'DIFY_API_KEY'), transport)
    const context: DifyContext = { http, user }
    this.chat = new Chat(context)
    this.conversations = new Conversations(context)
    this.messages = new Messages(context)
    this.files = new Files(context)
    this.audio = new Audio(context)
    this.app = new App(context)
    this.workflows = new Workflows(context)
    this.forms = new Forms(context)
    this.annotations = new Annotations(context)
  }

  /**
   * A client from `DIFY_API_KEY` and, for a server of your own, `DIFY_BASE_URL`.
   *
   * @param environment default: the environment of the process, empty in a browser
   * @throws ConfigurationError `missing_variables` without a key
   */
  static fromEnvironment(
    options: Omit<DifyClientOptions, 'apiKey' | 'baseUrl'> = {},
    environment: Environment = currentEnvironment(),
  ): DifyClient {
    const apiKey = readVariable(environment, ['DIFY_API_KEY'])
    if (apiKey === undefined) throw missingVariables(['DIFY_API_KEY'])
    return new DifyClient({ ...options, apiKey, baseUrl: readVariable(environment, ['DIFY_BASE_URL']) })
  }
}

function address(baseUrl: string): string {
  readAddress(baseUrl, 'DIFY_BASE_URL', 'https://dify.example.com/v1')
  return cleanBaseUrl(baseUrl)
}
