import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DifyClient } from '../../../src/dify/index.ts'
import { fileFromPath, type MockServer, serveMock } from '../../../src/node/index.ts'
import { ContentService, settingsFromEnvironment, type UploadProgress } from '../../../src/unique/index.ts'
import { uniqueClient } from '../mock/clients.ts'

let server: MockServer
let folder: string
let scopeId: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley upload '))
  server = await serveMock({
    port: 0,
    scenario: { faults: [{ kind: 'answer', path: '/files/upload', nth: 2, status: 500 }] },
  })
  const made = await uniqueClient(server.mock)('POST', '/folder', { paths: ['/Uploads'] })
  scopeId = made.body.createdFolders[0].id
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const dify = () => DifyClient.fromEnvironment({ user: 'u' }, server.environment)
const content = () => ContentService.fromSettings(settingsFromEnvironment(server.environment))

/** Whether the counts begin at nothing, grow and end with everything. */
function expectSteps(steps: readonly UploadProgress[], total: number): void {
  expect(steps[0]).toEqual({ sent: 0, total })
  expect(steps.at(-1)).toEqual({ sent: total, total })
  const sent = steps.map((step) => step.sent)
  expect(sent).toEqual([...sent].sort((one, other) => one - other))
  expect(steps.length).toBeGreaterThan(3)
}

describe('a file by its path', () => {
  test.each([
    ['notes & more.md', {}, { name: 'notes & more.md', type: 'text/markdown' }],
    ['data.unknown-kind', {}, { name: 'data.unknown-kind', type: 'application/octet-stream' }],
    ['plain', { name: 'a.pdf' }, { name: 'a.pdf', type: 'application/pdf' }],
    ['table.csv', { mimeType: 'text/plain' }, { name: 'table.csv', type: 'text/plain' }],
  ])('%s', async (file, options, expected) => {
    const path = join(folder, file)
    await writeFile(path, 'Hello, world!')
    for (const place of [path, pathToFileURL(path)]) {
      const opened = await fileFromPath(place, options)
      expect(opened).toBeInstanceOf(File)
      expect({ name: opened.name, type: opened.type }).toEqual(expected)
      expect(await opened.text()).toBe('Hello, world!')
    }
  })

  test.each([['missing.txt'], ['.']])('%s is refused', async (file) => {
    await expect(fileFromPath(join(folder, file))).rejects.toMatchObject({
      ...{
        name: 'ConfigurationError',
        code: 'invalid_argument',
        message: expect.stringContaining('cannot be uploaded'),
      },
    })
  })

  test('goes to both platforms, with its name and its type', async () => {
    const path = join(folder, 'Größe.md')
    await writeFile(path, '# Hi')
    const file = await fileFromPath(path)
    expect(await dify().files.upload(file)).toMatchObject({ name: 'Größe.md', mimeType: 'text/markdown', size: 4 })
    const { id } = await content().upload(file, { scopeId })
    expect(server.mock.file(id)).toMatchObject({ name: 'Größe.md', mimeType: 'text/markdown' })
    expect(new TextDecoder().decode(server.mock.file(id)?.bytes)).toBe('# Hi')
  })
})

describe('progress', () => {
  const bytes = new Uint8Array(300_000).fill(7)

  test('of an upload to Dify counts the bytes of the request, each time from 0', async () => {
    const steps: UploadProgress[] = []
    await expect(
      dify().files.upload(bytes, { name: 'a.bin', onProgress: (step) => steps.push(step) }),
    ).rejects.toMatchObject({ status: 500 })
    const total = steps[0]?.total ?? 0
    expect(total).toBeGreaterThan(bytes.length)
    expectSteps(steps, total)
    steps.length = 0
    const uploaded = await dify().files.upload(bytes, { name: 'a.bin', onProgress: (step) => steps.push(step) })
    expectSteps(steps, total)
    expect(uploaded.size).toBe(bytes.length)
    expect(server.mock.requests.at(-1)?.headers['content-length']).toBe(String(total))
  })

  test('of an upload to Unique counts the bytes of the file, whose length is told', async () => {
    const steps: UploadProgress[] = []
    const onProgress = (step: UploadProgress) => steps.push(step)
    const { id } = await content().upload(bytes, { scopeId, name: 'a.bin', onProgress })
    expectSteps(steps, bytes.length)
    expect(server.mock.file(id)?.bytes).toEqual(bytes)
    const put = server.mock.requests.findLast(({ method }) => method === 'PUT')
    expect(put?.headers).toMatchObject({ 'content-length': String(bytes.length) })
    expect(put?.headers).not.toHaveProperty('transfer-encoding')
  })

  test('that throws ends the upload with what was thrown', async () => {
    const onProgress = () => {
      throw new RangeError('enough')
    }
    await expect(dify().files.upload(bytes, { name: 'a.bin', onProgress })).rejects.toThrow(RangeError)
  })

  test('is told once where streams cannot be sent', async () => {
    vi.stubGlobal('process', { ...process, versions: {} })
    try {
      const steps: UploadProgress[] = []
      const onProgress = (step: UploadProgress) => steps.push(step)
      await content().upload(bytes, { scopeId, name: 'a.bin', onProgress })
      expect(steps).toEqual([{ sent: bytes.length, total: bytes.length }])
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('needs a name for what has none', async () => {
    await expect(content().upload(bytes, { scopeId })).rejects.toMatchObject({ code: 'invalid_argument' })
  })
})
