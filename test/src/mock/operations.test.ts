import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OPERATIONS_PAGE, renderOperationsPage } from '../../../scripts/operations-page.ts'
import { DifyClient } from '../../../src/dify/index.ts'
import { createMock } from '../../../src/mock/index.ts'
import { operations } from '../../../src/mock/operations/index.ts'
import * as unique from '../../../src/unique/index.ts'
import { root } from '../../run-example-under-host.ts'
import { chatEvent, testSettings } from '../support/unique.ts'
import { difyClient, uniqueClient } from './clients.ts'

describe('an operation that is specified and not played', () => {
  test.each([
    ['POST', '/space', 'POST /space', '2.4'],
    ['GET', '/space?name=a%40b', 'GET /space', '2.4'],
    ['DELETE', '/space/space_1/access', 'DELETE /space/{id}/access', '2.4'],
    ['GET', '/magic-table/1/cell', '* /magic-table*', '2.4'],
    ['GET', '/analytics/orders', '* /analytics/orders*', '2.4'],
  ])('of Unique: %s %s', async (method, path, operation, section) => {
    const mock = createMock()
    const { status, body, headers } = await uniqueClient(mock)(method, path, method === 'GET' ? undefined : {})
    const message = `The mock does not play ${operation}.`
    expect({ status, body }).toEqual({
      status: 501,
      body: { error: { message, type: 'api_error', code: 'not_implemented' } },
    })
    expect(headers.get('request-id')).toBeTruthy()
    expect(mock.deviations).toEqual([
      {
        ...{ platform: 'unique', method, where: 'path' },
        ...{ path: `/public/chat${path.replace(/\?.*/, '')}`, field: `/public/chat${path.replace(/\?.*/, '')}` },
        message: `${operation} is an operation of the platform (Unique specification ${section}) that the mock does not play`,
      },
    ])
  })

  test('is not one whose id is no UUID, which Dify does not find', async () => {
    const mock = createMock()
    const { status } = await difyClient(mock)('GET', '/messages/msg-1/suggested?user=u')
    expect(status).toBe(404)
    expect(mock.deviations.map(({ message }) => message)).toEqual([
      'GET /v1/messages/msg-1/suggested is GET /messages/{message_id}/suggested with an id that is no UUID (Dify specification 3.0)',
    ])
  })

  test('is not one that nobody has specified', async () => {
    const mock = createMock()
    expect((await uniqueClient(mock)('POST', '/message-assessments', {})).status).toBe(404)
    expect((await difyClient(mock)('GET', '/workflows/run')).status).toBe(404)
    expect(mock.deviations.map(({ message }) => message)).toEqual([
      'POST /public/chat/message-assessments is not named by any specification',
      'GET /v1/workflows/run is not named by any specification',
    ])
  })
})

describe('the list of operations', () => {
  test('names each once', () => {
    const names = operations.map(
      ({ platform, method, path }) => `${platform} ${method} ${path.replace(/\{\w+\}/g, ':')}`,
    )
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  const dify = new DifyClient({ apiKey: 'app-1' })
  const settings = testSettings()
  const services = {
    chat: unique.ChatService.fromEvent(chatEvent(), settings),
    content: unique.ContentService.fromSettings(settings),
  }
  const names = operations.flatMap(
    ({ platform, sdk }) => sdk?.split(', ').map((name) => [platform, name] as const) ?? [],
  )

  test.each(names)('%s: the SDK has %s', (platform, name) => {
    const start: unknown = platform === 'dify' ? { dify } : { ...services, ...unique }
    const found = name.split('.').reduce((value, key) => Reflect.get(Object(value), key), start)
    expect(typeof found).toBe('function')
  })
})

test('the page about them is current: npx tsx scripts/operations-page.ts writes it', async () => {
  expect(await readFile(join(root, OPERATIONS_PAGE), 'utf8')).toBe(await renderOperationsPage())
})
