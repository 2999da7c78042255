import { expect, test } from 'vitest'
import { createMock } from '../../../../src/mock/index.ts'
import { difyClient } from '../clients.ts'

const settings = { score_threshold: 0.9, embedding_provider_name: 'p', embedding_model_name: 'm' }

test('annotations are written, found, changed and deleted', async () => {
  const mock = createMock()
  const send = difyClient(mock)
  for (const question of ['How deep is the sea?', 'How deep is the lake?']) {
    expect(await send('POST', '/apps/annotations', { question, answer: 'Deep.' })).toMatchObject({
      status: 201,
      body: { question, answer: 'Deep.', hit_count: 0, created_at: expect.any(Number) },
    })
  }
  const { body } = await send('GET', '/apps/annotations?limit=1&page=x')
  expect(body).toMatchObject({
    data: [{ question: 'How deep is the lake?' }],
    has_more: true,
    limit: 1,
    total: 2,
    page: 1,
  })
  expect((await send('GET', '/apps/annotations?keyword=SEA')).body).toMatchObject({ total: 1, has_more: false })
  const path = `/apps/annotations/${body.data[0].id}`
  expect((await send('PUT', path, { question: 'Lake?', answer: 'Not deep.' })).body.answer).toBe('Not deep.')
  expect((await send('DELETE', path)).status).toBe(204)
  expect((await send('DELETE', path)).status).toBe(404)
  expect(mock.deviations).toEqual([])
  expect((await send('POST', '/apps/annotations', { question: 'x' })).body.code).toBe('invalid_param')
})

test('replies by annotation are switched by a job', async () => {
  const mock = createMock()
  const send = difyClient(mock)
  const { body } = await send('POST', '/apps/annotation-reply/enable', settings)
  expect(body.job_status).toBe('waiting')
  expect((await send('GET', `/apps/annotation-reply/enable/status/${body.job_id}`)).body).toEqual({
    job_id: body.job_id,
    job_status: 'completed',
    error_msg: '',
  })
  expect((await send('GET', '/apps/annotation-reply/enable/status/none')).status).toBe(400)
  expect(mock.deviations).toEqual([])
  expect((await send('POST', '/apps/annotation-reply/disable', {})).status).toBe(400)
})
