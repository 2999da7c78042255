import { DifyClient } from '@parley/sdk/dify'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

async function answer(request: IncomingMessage, response: ServerResponse) {
  const tell = (line: object) => response.write(`${JSON.stringify(line)}\n`)
  try {
    const { query, conversationId } = (await json(request)) as { query: string; conversationId?: string }
    const stream = dify.chat.stream({ query, conversationId })
    response.on('close', () => stream.abort())
    for await (const text of stream.textStream) tell({ text })
    tell({ conversationId: stream.conversationId })
  } catch (error) {
    console.error(error)
    tell({ problem: 'There is no answer. Please ask again.' })
  }
  response.end()
}

const page = await readFile(new URL('web_chat.html', import.meta.url))

const server = createServer((request, response) => {
  if (request.method === 'POST') void answer(request, response)
  else response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
})

await once(server.listen(0, '127.0.0.1'), 'listening')
const { port } = server.address() as AddressInfo
const body = JSON.stringify({ query: 'What is a lake?' })
const reply = await fetch(`http://127.0.0.1:${port}/ask`, { method: 'POST', body })
const lines = (await reply.text()).trim().split('\n').map((line) => JSON.parse(line))
console.log(lines.map(({ text = '' }) => text).join('|'))
server.close()
