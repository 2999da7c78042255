import { headerSafe } from '../core/environment.ts'
import { ConfigurationError } from '../core/errors/index.ts'
import { checkTransport, readAddress, type TransportOptions } from '../core/http/index.ts'
import { UNIQUE_API_TYPES, type UniqueApiType, uniqueApiBase } from '../platforms/unique/urls.ts'

/** Whom a request is made for. */
export interface UniqueAuth {
  /** The company of the user, by its id on the platform. */
  companyId: string
  /** The user, by its id on the platform. */
  userId: string
}

/** Which events a program serves. An empty list does not restrict; of two lists both must match. */
export interface UniqueEventFilter {
  /** Ids of spaces. */
  assistantIds: readonly string[]
  /** Names of modules: their "reference in code". */
  moduleNames: readonly string[]
}

/** The values that settings are made of. */
export interface UniqueSettingsOptions extends UniqueAuth, TransportOptions {
  /** The id of the app, which the platform issues together with its key. */
  appId: string
  /** The secret of the app. It shows in no message, log or printed object. */
  appKey: string
  /** Scheme, host and port of the platform; a path is ignored (Unique specification 1.1). */
  baseUrl: string
  /** Default: `2023-12-06`. */
  apiVersion?: string | undefined
  /** Default: `legacy`, which derives the path from the host. */
  apiType?: UniqueApiType | undefined
  /** Default: no filter, with which an event loop does not start. */
  eventFilter?: Partial<UniqueEventFilter> | undefined
  /** The secret that webhooks are signed with (`usig_…`). Default: none, with which no webhook can be answered. */
  endpointSecret?: string | undefined
  /** Takes the place of scheme, host and path of the addresses that bytes are uploaded to, for private networks. */
  uploadBaseUrl?: string | undefined
}

/**
 * How to reach the platform, and as whom. A value: nothing changes it, and what wants another user makes a copy with
 * {@link UniqueSettings.withAuth}.
 *
 * @throws ConfigurationError `invalid_variable` if an address or the key cannot be used, `invalid_argument` if a time
 * limit or a number of repetitions cannot
 */
export class UniqueSettings {
  /** The id of the app. */
  readonly appId: string
  /** Scheme, host and port of the platform. */
  readonly baseUrl: string
  /** The address that endpoint paths are appended to, derived from `baseUrl` and `apiType`. */
  readonly apiBase: string
  /** The version of the API that each request asks for. */
  readonly apiVersion: string
  /** The company of the user that requests are made for. */
  readonly companyId: string
  /** The user that requests are made for. */
  readonly userId: string
  /** The events that a program with these settings serves. */
  readonly eventFilter: UniqueEventFilter
  // Private, so that neither console.log nor JSON.stringify shows the key.
  readonly #options: UniqueSettingsOptions

  constructor(options: UniqueSettingsOptions) {
    const { apiType = 'legacy' } = options
    if (!UNIQUE_API_TYPES.includes(apiType)) {
      throw new ConfigurationError(`UNIQUE_API_API_TYPE must be one of ${UNIQUE_API_TYPES.join(', ')}.`, {
        code: 'invalid_variable',
      })
    }
    checkTransport(options)
    if (options.uploadBaseUrl) {
      readAddress(options.uploadBaseUrl, 'INGESTION_UPLOAD_API_URL_INTERNAL', 'https://storage.example.com/upload')
    }
    this.appId = options.appId
    this.baseUrl = options.baseUrl
    this.apiBase = uniqueApiBase(options.baseUrl, apiType)
    this.apiVersion = options.apiVersion ?? '2023-12-06'
    this.companyId = options.companyId
    this.userId = options.userId
    this.eventFilter = Object.freeze({
      assistantIds: Object.freeze([...(options.eventFilter?.assistantIds ?? [])]),
      moduleNames: Object.freeze([...(options.eventFilter?.moduleNames ?? [])]),
    })
    this.#options = { ...options, appKey: headerSafe(options.appKey, 'UNIQUE_APP_KEY') }
    Object.freeze(this)
  }

  /** The secret of the app. A getter of the class, which printing an object does not call. */
  get appKey(): string {
    return this.#options.appKey
  }

  /** The secret of webhooks; a getter as well. `undefined` if there is none. */
  get endpointSecret(): string | undefined {
    return this.#options.endpointSecret?.trim() || undefined
  }

  /** See {@link UniqueSettingsOptions.uploadBaseUrl}. */
  get uploadBaseUrl(): string | undefined {
    return this.#options.uploadBaseUrl
  }

  /** The settings for all requests. */
  get transport(): TransportOptions {
    const { fetch, timeout, maxRetries, logger, clock, random } = this.#options
    return { fetch, timeout, maxRetries, logger, clock, random }
  }

  /** The same settings for another user. */
  withAuth({ companyId, userId }: UniqueAuth): UniqueSettings {
    return new UniqueSettings({ ...this.#options, companyId, userId })
  }
}
