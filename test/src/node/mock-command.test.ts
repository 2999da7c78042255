import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runMockCommand, serveMock } from '../../../src/node/index.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mock command '))
  await mkdir(join(directory, 'test', 'scenarios'), { recursive: true })
  const scenario = `export default { user: [{ text: 'Write me a document.' }], model: () => 'Yes.' }\n`
  await writeFile(join(directory, 'test', 'scenarios', 'upload_to_chat.ts'), scenario)
  await writeFile(join(directory, 'test', 'scenarios', 'empty.ts'), 'export const scenario = {}\n')
})
afterEach(() => rm(directory, { recursive: true }))

function run(args: readonly string[]) {
  const lines: string[] = []
  const complaints: string[] = []
  const stop = new AbortController()
  const status = runMockCommand(args, {
    print: (line) => lines.push(...line.split('\n')),
    complain: (line) => complaints.push(line),
    signal: stop.signal,
    directory,
  })
  const variable = (name: string) =>
    lines.find((line) => line.startsWith(`export ${name}=`))?.match(/'(.*)'/)?.[1] ?? ''
  return { lines, complaints, status, variable, stop: () => stop.abort() }
}

test('shows control characters that somebody else has sent, and forges no line', async () => {
  const command = run(['--port', '0'])
  await expect.poll(() => command.lines.join('\n')).toContain('curl ')
  const { variable } = command
  await fetch(`${variable('DIFY_BASE_URL')}/chat-messages`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${variable('DIFY_API_KEY')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '\u001b]52;c;AAAA\u0007\u202e', inputs: { '\u001b[2J\nforged': 1 }, user: 'u' }),
  })
  const text = command.lines.join('\n')
  expect(text).toContain('user: ␛]52;c;AAAA␇\\u{202e}')
  expect(text).toContain('␛[2J␊forged is no input')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  command.stop()
  expect(await command.status).toBe(130)
})

test('lets pages of named origins in', async () => {
  const command = run([
    '--port',
    '0',
    '--allow-origin',
    'http://localhost:5173',
    '--allow-origin',
    'https://a.example.com',
  ])
  await expect.poll(() => command.lines.join('\n')).toContain('curl ')
  const url = `${command.variable('DIFY_BASE_URL')}/info`
  const statuses = ['http://localhost:5173', 'https://a.example.com', 'https://b.example.com'].map(async (origin) => {
    // Node's fetch sends an origin as it is told to.
    return (await fetch(url, { headers: { Authorization: 'Bearer app-1', Origin: origin } })).status
  })
  expect(await Promise.all(statuses)).toEqual([200, 200, 403])
  command.stop()
  await command.status
  const wrong = run(['--port', '0', '--allow-origin', 'nonsense'])
  expect(await wrong.status).toBe(2)
  expect(wrong.complaints).toEqual(['"nonsense" is no origin such as http://localhost:5173.'])
})

test('prints what is needed, plays the scenario for every program, and lets anyone speak', async () => {
  const command = run(['upload_to_chat', '--port', '0'])
  await expect.poll(() => command.lines.join('\n')).toContain('curl ')
  const { lines, variable } = command
  const origin = variable('UNIQUE_API_BASE_URL')
  expect(lines.slice(0, 2)).toEqual([`Unique  ${origin}`, `Dify    ${origin}/v1`])
  expect(lines.filter((line) => line.startsWith('export '))).toHaveLength(9)
  expect(lines).toContain(`curl ${origin}/mock/say -d 'Hello!'`)

  const headers = {
    Authorization: `Bearer ${variable('UNIQUE_APP_KEY')}`,
    'x-app-id': variable('UNIQUE_APP_ID'),
    'x-user-id': variable('UNIQUE_AUTH_USER_ID'),
    'x-company-id': variable('UNIQUE_AUTH_COMPANY_ID'),
    'x-api-version': '2023-12-06',
    'x-strange': 'yes',
  }
  const events = `${origin}/public/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen`
  for (const line of ['  | user: Write me a document.', '  | chat 2']) {
    const stop = new AbortController()
    const response = await fetch(events, { headers, signal: stop.signal })
    await response.body?.getReader().read()
    expect(lines).toContain(line)
    stop.abort()
  }
  const said = await fetch(`${origin}/mock/say`, { method: 'POST', body: new URLSearchParams('Hello!') })
  expect([200, 202]).toContain(said.status)
  expect(lines).toContain('200 GET /public/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen')
  expect(lines.find((line) => line.startsWith('  ! deviation (unique, header of GET '))).toContain('x-strange')
  command.stop()
  expect(await command.status).toBe(130)
  expect(command.complaints).toEqual([])
})

describe('refuses', () => {
  test.each([
    [['uplod'], 'There is no scenario for "uplod". There are: empty, upload_to_chat.'],
    [['upload_to_chat', '--scenarios', 'nowhere'], 'There are no scenarios in '],
    [['empty'], 'empty.ts has no scenario as its default export.'],
    [['upload_to_chat', 'empty'], 'One example at a time: empty is too much.'],
    [['--port', 'many'], 'many is not a port.'],
    [['--port', '65536'], '65536 is not a port.'],
    [['--verbose'], 'Usage: npm run mock'],
  ])('%j', async (args, complaint) => {
    const command = run(args)
    expect(await command.status).toBe(2)
    expect(command.complaints.join('\n')).toContain(complaint)
    expect(command.lines).toEqual([])
  })

  test('a port in use', async () => {
    const server = await serveMock()
    const command = run(['--port', String(server.port)])
    expect(await command.status).toBe(1)
    expect(command.complaints).toEqual([
      `Port ${server.port} is in use by another program. Choose another one, or 0 for any free port.`,
    ])
    await server.close()
  })
})

test('the program ends with 130 when it is interrupted', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/node/mock-command.ts', '--port', '0'], { cwd: root })
  let output = ''
  const status = await new Promise((done) => {
    child.stdout.on('data', (data) => {
      output += data
      if (output.includes('curl ')) child.kill('SIGINT')
    })
    child.on('close', done)
  })
  expect(status).toBe(130)
  expect(output).toMatch(/^Unique {2}http:\/\/localhost:\d+\n/)
}, 30_000)
