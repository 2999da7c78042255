import { DifyClient } from '@parley/sdk/dify'
import { settingsFromEnvironment, UniqueSettings, chatEvents } from '@parley/sdk/unique'
import { ConfigurationError } from '@parley/sdk'

const own = { UNIQUE_APP_ID: 'app_1', UNIQUE_APP_KEY: 'key', UNIQUE_AUTH_COMPANY_ID: '1', UNIQUE_AUTH_USER_ID: '2' }
const short = { app_id: 'app_1', KEY: 'key', BASE_URL: 'https://chat.example.com', company_id: '1', USER_ID: '2' }

console.log(DifyClient.fromEnvironment({}, { dify_api_key: 'key', DIFY_BASE_URL: ' "https://dify.example.com/v1/" ' }).baseUrl)
console.log(settingsFromEnvironment(short).apiVersion)
console.log(JSON.stringify(settingsFromEnvironment({ ...short, VERSION: '2024-01-01', UNIQUE_API_API_TYPE: 'Next' })))

const hosts = ['chat.example.com', 'gateway.unique.example.com', 'gateway.qa.unique.example.com', 'unique-api.example.com']
for (const host of [...hosts, 'chat.namespace.svc', 'localhost:8092', 'localhost:8096']) {
  console.log(settingsFromEnvironment({ ...own, UNIQUE_API_BASE_URL: `https://${host}` }).apiBase)
}
for (const apiType of ['next', 'external', 'internal'] as const) {
  const auth = { companyId: '1', userId: '2' }
  const settings = new UniqueSettings({ appId: 'app_1', appKey: 'key', ...auth, baseUrl: 'https://chat.example.com/x', apiType })
  console.log(`${apiType}: ${settings.apiBase}`)
}

const base = { ...own, UNIQUE_API_BASE_URL: 'https://chat.example.com' }
const mistakes = [
  () => DifyClient.fromEnvironment({}, {}),
  () => DifyClient.fromEnvironment({}, { DIFY_API_KEY: 'a b' }),
  () => new DifyClient({ apiKey: ' ' }),
  () => new DifyClient({ apiKey: 'key', baseUrl: 'dify.example.com' }),
  () => settingsFromEnvironment({}),
  () => settingsFromEnvironment({ ...base, UNIQUE_APP_KEY: '' }),
  () => settingsFromEnvironment({ ...base, UNIQUE_API_BASE_URL: 'chat.example.com' }),
  () => settingsFromEnvironment({ ...base, UNIQUE_API_API_TYPE: 'new' }),
  () => settingsFromEnvironment({ ...base, UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS: 'a, b' }),
  () => chatEvents(settingsFromEnvironment(base)),
]
for (const make of mistakes) {
  try {
    make()
  } catch (error) {
    if (!ConfigurationError.isInstance(error)) throw error
    console.log(`${error.code}: ${error.message}`)
  }
}
