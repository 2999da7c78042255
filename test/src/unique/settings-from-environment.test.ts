import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { settingsFromEnvironment, UniqueSettings } from '../../../src/unique/index.ts'

const COMPLETE = {
  UNIQUE_APP_ID: 'app_1',
  UNIQUE_APP_KEY: 'ukey_secret',
  UNIQUE_API_BASE_URL: 'https://gateway.example.com',
  UNIQUE_AUTH_COMPANY_ID: '10',
  UNIQUE_AUTH_USER_ID: '20',
}
const FILTER = 'UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS'
const NAMES = 'UNIQUE_CHAT_EVENT_FILTER_OPTIONS_REFERENCES_IN_CODE'

function failure(environment: Record<string, string>) {
  try {
    settingsFromEnvironment(environment)
  } catch (error) {
    return error as { name: string; code: string; message: string }
  }
  return expect.unreachable('should have failed')
}

describe('variables', () => {
  test('the five required ones are enough', () => {
    expect(settingsFromEnvironment(COMPLETE)).toMatchObject({
      appId: 'app_1',
      appKey: 'ukey_secret',
      baseUrl: 'https://gateway.example.com',
      companyId: '10',
      userId: '20',
      apiVersion: '2023-12-06',
      apiBase: 'https://gateway.example.com/public/chat',
      eventFilter: { assistantIds: [], moduleNames: [] },
    })
  })

  // The canonical name, then the aliases in the order of the specification.
  test.each([
    ['appId', ['UNIQUE_APP_ID', 'APP_ID']],
    ['appKey', ['UNIQUE_APP_KEY', 'KEY', 'API_KEY']],
    ['baseUrl', ['UNIQUE_API_BASE_URL', 'BASE_URL', 'API_BASE']],
    ['companyId', ['UNIQUE_AUTH_COMPANY_ID', 'COMPANY_ID']],
    ['userId', ['UNIQUE_AUTH_USER_ID', 'USER_ID']],
    ['apiVersion', ['UNIQUE_API_VERSION', 'VERSION']],
  ] as const)('%s is read from %s, in this order and in any case', (setting, names) => {
    const value = (name: string) => `https://${name.toLowerCase().replaceAll('_', '-')}.example.com`
    const rest = Object.fromEntries(Object.entries(COMPLETE).filter(([name]) => name !== names[0]))
    names.forEach((name, index) => {
      const later = Object.fromEntries(names.slice(index).map((each) => [each, value(each)]))
      expect(settingsFromEnvironment({ ...rest, ...later })[setting]).toBe(value(name))
      expect(settingsFromEnvironment({ ...rest, [name.toLowerCase()]: value(name) })[setting]).toBe(value(name))
    })
  })

  test('a value of white space counts as missing, and white space around one is dropped', () => {
    expect(settingsFromEnvironment({ ...COMPLETE, UNIQUE_APP_ID: '  ', APP_ID: ' app_2\n' }).appId).toBe('app_2')
  })

  test('the mode is read from UNIQUE_API_API_TYPE', () => {
    expect(settingsFromEnvironment({ ...COMPLETE, UNIQUE_API_API_TYPE: 'Next' }).apiBase).toBe(
      'https://gateway.example.com/public/chat-gen2',
    )
    expect(failure({ ...COMPLETE, UNIQUE_API_API_TYPE: 'other' }).message).toBe(
      'UNIQUE_API_API_TYPE must be one of legacy, next, external, internal.',
    )
  })

  test('filters are JSON arrays of strings', () => {
    const { eventFilter } = settingsFromEnvironment({ ...COMPLETE, [FILTER]: '["a","b"]', [NAMES]: '["m"]' })
    expect(eventFilter).toEqual({ assistantIds: ['a', 'b'], moduleNames: ['m'] })
  })

  test.each(['a,b', '{"a":1}', '[1]', '"a"'])('a filter that is none is refused: %s', (value) => {
    expect(failure({ ...COMPLETE, [FILTER]: value })).toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_variable',
      message: `${FILTER} must be a JSON array of strings, such as ["assistant_1"].`,
    })
  })
})

describe('what is missing', () => {
  test('is named in one sentence, by the canonical names, with a way to go on', () => {
    expect(failure({})).toMatchObject({
      name: 'ConfigurationError',
      code: 'missing_variables',
      message:
        'Set UNIQUE_APP_ID, UNIQUE_APP_KEY, UNIQUE_API_BASE_URL, UNIQUE_AUTH_COMPANY_ID, UNIQUE_AUTH_USER_ID and ' +
        `either ${FILTER} or ${NAMES} in the environment; ` +
        '`npm run mock` prints a set of values to try without an account.',
    })
  })

  test.each(Object.keys(COMPLETE))('%s alone', (name) => {
    const rest = Object.fromEntries(Object.entries(COMPLETE).filter(([each]) => each !== name))
    expect(failure({ ...rest, [NAMES]: '["m"]' }).message).toBe(
      `Set ${name} in the environment; \`npm run mock\` prints a set of values to try without an account.`,
    )
  })

  test('does not show the key', () => {
    const { UNIQUE_APP_ID: _, ...rest } = COMPLETE
    expect(failure(rest).message).not.toContain('ukey_secret')
  })
})

describe('the address of the API', () => {
  test.each([
    ['https://unique-api.example.com/ignored?a=1#b', 'https://unique-api.example.com'],
    ['http://localhost:8096', 'http://localhost:8096'],
    ['http://127.0.0.1:8096', 'http://127.0.0.1:8096'],
    ['http://localhost:8092/', 'http://localhost:8092/public'],
    ['http://node.svc.cluster.local', 'http://node.svc.cluster.local/public'],
    ['http://gateway.svc.example.com:80', 'http://gateway.svc.example.com/public'],
    ['http://chat.svc', 'http://chat.svc/public'],
    // The third rule wins over the fourth.
    ['http://gateway.unique.svc.cluster.local', 'http://gateway.unique.svc.cluster.local/public'],
    ['https://gateway.unique.app', 'https://gateway.unique.app/public/chat-gen2'],
    ['https://gateway.qa.unique.app/some/path', 'https://gateway.qa.unique.app/public/chat-gen2'],
    ['http://127.0.0.1:8092', 'http://127.0.0.1:8092/public/chat'],
    ['https://example.com:8096', 'https://example.com:8096/public/chat'],
    [' "https://example.com/" ', 'https://example.com/public/chat'],
  ])('of %s is %s', (baseUrl, apiBase) => {
    expect(settingsFromEnvironment({ ...COMPLETE, UNIQUE_API_BASE_URL: baseUrl }).apiBase).toBe(apiBase)
  })

  test.each([
    ['next', '/public/chat-gen2'],
    ['external', '/public/chat'],
    ['internal', '/public'],
  ] as const)('follows from the mode %s', (apiType, path) => {
    const options = { appId: 'a', appKey: 'k', companyId: '1', userId: '2', baseUrl: 'http://localhost:1/x' }
    expect(new UniqueSettings({ ...options, apiType }).apiBase).toBe(`http://localhost:1${path}`)
  })

  test.each(['example.com', 'ftp://example.com', 'http://'])('must be one: %s', (baseUrl) => {
    expect(failure({ ...COMPLETE, UNIQUE_API_BASE_URL: baseUrl })).toMatchObject({ code: 'invalid_variable' })
  })
})

describe('settings', () => {
  const settings = settingsFromEnvironment({ ...COMPLETE, [FILTER]: '["a"]' })

  test('show the key neither printed nor as JSON', () => {
    expect(inspect(settings, { depth: 9, showHidden: true, getters: false })).not.toContain('ukey_secret')
    expect(JSON.stringify(settings)).not.toContain('ukey_secret')
  })

  test('a key that cannot be a header is refused without being shown', () => {
    const error = failure({ ...COMPLETE, UNIQUE_APP_KEY: 'ukey_sécret key' })
    expect(error.code).toBe('invalid_variable')
    expect(error.message).not.toContain('ukey')
  })

  test('cannot be changed', () => {
    expect(() => Object.assign(settings, { userId: '9' })).toThrow(TypeError)
    expect(() => (settings.eventFilter.assistantIds as string[]).push('x')).toThrow(TypeError)
  })

  test('withAuth makes a copy for another user', () => {
    const other = settings.withAuth({ companyId: '11', userId: '21' })
    expect(other).toMatchObject({
      companyId: '11',
      userId: '21',
      appKey: 'ukey_secret',
      eventFilter: settings.eventFilter,
    })
    expect(settings).toMatchObject({ companyId: '10', userId: '20' })
  })
})
