import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, it, onTestFinished, vi } from 'vitest'
import { serveMock } from '../../src/node/index.ts'
import { root } from '../run-example-under-host.ts'
import { findChromium } from './find-chromium.ts'
import { launchChromium } from './launch-chromium.ts'

const examples = join(root, 'examples_from_docs')
const questions = ['What is a lake?', 'And <b>a river</b>?']

/** The server of the tutorial, which goes on where its program would try itself and end. */
async function startWebChat(environment: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const folder = await mkdtemp(join(import.meta.dirname, 'web-chat-'))
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })
  const [program = '', ...rest] = (await readFile(join(examples, 'web_chat.ts'), 'utf8')).split(/^await once\(.*$/m)
  expect(rest).toHaveLength(1)
  await writeFile(join(folder, 'web_chat.ts'), `${program}\nexport { server }\n`)
  await copyFile(join(examples, 'web_chat.html'), join(folder, 'web_chat.html'))
  const { server } = (await import(/* @vite-ignore */ join(folder, 'web_chat.ts'))) as { server: Server }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(async () => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

it('the web chat of the tutorial shows an answer while it is being written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-web-chat-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const mock = await serveMock({
    port: 0,
    scenario: {
      dify: { userInputForm: [] },
      model: ({ query, messages }) =>
        query === questions[0]
          ? { deltas: ['Water with ', 'land '], untilStopped: true }
          : `${messages.length} <b>öre</b>`,
      faults: [{ kind: 'answer', path: '/chat-messages', nth: 3, status: 500 }],
    },
  })
  onTestFinished(() => mock.close())
  const address = await startWebChat(mock.environment)
  const launched = await launchChromium(await findChromium(folder))
  onTestFinished(() => launched.close())
  const page = await (await chromium.connect(launched.wsEndpoint())).newPage()
  const problems: string[] = []
  page.on('pageerror', ({ message }) => problems.push(message))
  await page.goto(address)
  const lines = () => page.locator('li').allTextContents()
  const ask = async (question: string) => {
    await page.getByLabel('Your message').fill(question)
    await page.getByRole('button', { name: 'Send' }).click()
  }

  await ask(questions[0]!)
  // The model has not ended, and what it has written is there.
  await expect.poll(lines).toEqual([questions[0], 'Water with land '])
  mock.mock.close()
  await expect.poll(() => mock.mock.requests.at(-1)?.status).toBe(200)
  await ask(questions[1]!)
  await expect.poll(lines).toEqual([questions[0], 'Water with land ', questions[1], '3 <b>öre</b>'])
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  await ask('Fail!')
  await expect.poll(async () => (await lines()).at(-1)).toBe('There is no answer. Please ask again.')
  expect(errors).toHaveBeenCalledOnce()
  expect(problems).toEqual([])
  expect(mock.mock.deviations).toEqual([])
})
