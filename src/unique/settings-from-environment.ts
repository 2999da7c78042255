import { currentEnvironment, type Environment, missingVariables, readVariable } from '../core/environment.ts'
import { ConfigurationError } from '../core/errors/index.ts'
import type { TransportOptions } from '../core/http/index.ts'
import { parseJson } from '../core/read.ts'
import type { UniqueApiType } from '../platforms/unique/urls.ts'
import { UniqueSettings } from './unique-settings.ts'

/** Unique specification 1.3: the canonical name first, then the aliases in the order in which they are tried. */
const VARIABLES = {
  appId: ['UNIQUE_APP_ID', 'APP_ID'],
  appKey: ['UNIQUE_APP_KEY', 'KEY', 'API_KEY'],
  baseUrl: ['UNIQUE_API_BASE_URL', 'BASE_URL', 'API_BASE'],
  companyId: ['UNIQUE_AUTH_COMPANY_ID', 'COMPANY_ID'],
  userId: ['UNIQUE_AUTH_USER_ID', 'USER_ID'],
  apiVersion: ['UNIQUE_API_VERSION', 'VERSION'],
  apiType: ['UNIQUE_API_API_TYPE'],
  assistantIds: ['UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS'],
  moduleNames: ['UNIQUE_CHAT_EVENT_FILTER_OPTIONS_REFERENCES_IN_CODE'],
  endpointSecret: ['UNIQUE_APP_ENDPOINT_SECRET', 'ENDPOINT_SECRET'],
  uploadBaseUrl: ['INGESTION_UPLOAD_API_URL_INTERNAL'],
} as const satisfies Record<string, readonly [string, ...string[]]>

const REQUIRED = ['appId', 'appKey', 'baseUrl', 'companyId', 'userId'] as const

/** The variables that a program without an event filter is told to set. */
export const EVENT_FILTER_VARIABLES = `${VARIABLES.assistantIds[0]} or ${VARIABLES.moduleNames[0]}`

/** The variable for the secret that a webhook is verified with. */
export const ENDPOINT_SECRET_VARIABLE = VARIABLES.endpointSecret[0]

/**
 * Settings from environment variables, whose names are case-insensitive.
 *
 * Required: `UNIQUE_APP_ID`, `UNIQUE_APP_KEY`, `UNIQUE_API_BASE_URL`, `UNIQUE_AUTH_COMPANY_ID`, `UNIQUE_AUTH_USER_ID`.
 * An event loop also needs `UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS` or
 * `UNIQUE_CHAT_EVENT_FILTER_OPTIONS_REFERENCES_IN_CODE`, each a JSON array of strings.
 *
 * A webhook also needs `UNIQUE_APP_ENDPOINT_SECRET`.
 *
 * @param environment default: the environment of the process, empty in a browser
 * @param transport how requests are made
 * @throws ConfigurationError `missing_variables` with one sentence that names all that are missing; `invalid_variable`
 * if a value cannot be used
 */
export function settingsFromEnvironment(
  environment: Environment = currentEnvironment(),
  transport: TransportOptions = {},
): UniqueSettings {
  const read = (setting: keyof typeof VARIABLES) => readVariable(environment, VARIABLES[setting])
  const { appId, appKey, baseUrl, companyId, userId } = Object.fromEntries(REQUIRED.map((name) => [name, read(name)]))

  const missing = REQUIRED.filter((name) => read(name) === undefined).map((name) => VARIABLES[name][0])
  if (!appId || !appKey || !baseUrl || !companyId || !userId) {
    const filter = read('assistantIds') ?? read('moduleNames')
    throw missingVariables(filter === undefined ? [...missing, `either ${EVENT_FILTER_VARIABLES}`] : missing)
  }

  return new UniqueSettings({
    ...transport,
    appId,
    appKey,
    baseUrl,
    companyId,
    userId,
    apiVersion: read('apiVersion'),
    // The constructor refuses what is none of the four.
    apiType: read('apiType')?.toLowerCase() as UniqueApiType | undefined,
    endpointSecret: read('endpointSecret'),
    uploadBaseUrl: read('uploadBaseUrl'),
    eventFilter: {
      assistantIds: stringList(VARIABLES.assistantIds[0], read('assistantIds')),
      moduleNames: stringList(VARIABLES.moduleNames[0], read('moduleNames')),
    },
  })
}

function stringList(name: string, value: string | undefined): string[] {
  if (value === undefined) return []
  const list = parseJson(value)
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list
  throw new ConfigurationError(`${name} must be a JSON array of strings, such as ["assistant_1"].`, {
    code: 'invalid_variable',
  })
}
