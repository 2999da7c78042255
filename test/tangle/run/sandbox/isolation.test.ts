import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isThisMachine } from '../../../../tangle/run/sandbox/guard/this-machine.ts'
import { describeDiagnostic, runners, runPages, runProgram } from '../run-pages.ts'

const program = (name: string, lines: readonly string[]) =>
  ['```ts', ` {file=out/${name}.ts}\n`, ...lines.map((line) => `${line}\n`), '```\n'].join('')

describe.concurrent('an example', () => {
  it('has a home and a temporary directory of its own, empty, and gone afterwards', async () => {
    const look = [
      "import { readdirSync, writeFileSync } from 'node:fs'",
      "import { homedir, tmpdir } from 'node:os'",
      'console.log(JSON.stringify([homedir(), tmpdir(), process.env.XDG_CONFIG_HOME, readdirSync(homedir())]))',
      "writeFileSync(`${homedir()}/left-behind`, 'x')",
    ]
    const { results } = await runPages({ 'a.md': program('first', look) + program('second', look) })
    const [first, second] = ['first', 'second'].map((name) => JSON.parse(results.get(name)?.execution?.stdout ?? '[]'))
    for (const [home, temporary, config, entries] of [first, second]) {
      expect(home).not.toBe(process.env.HOME)
      expect(temporary).toBe(home)
      expect(config.startsWith(home)).toBe(true)
      expect(entries).toEqual([])
      expect(existsSync(home)).toBe(false)
    }
    expect(first[0]).not.toBe(second[0])
  })

  it('sees the variables of its host, and none of the person who runs it', async () => {
    process.env.TANGLE_TEST_SECRET = 'secret'
    const start = () => ({ env: { GIVEN: 'by the host' }, stop() {} })
    const { execution } = await runProgram(
      [
        'console.log(process.env.GIVEN, process.env.TANGLE_TEST_SECRET, process.env.TZ, process.cwd() !== process.env.HOME)',
      ],
      { start },
    )
    expect(execution?.stdout).toBe('by the host undefined UTC true\n')
  })

  it('reaches this machine by every way', async () => {
    const server = createServer((_, response) => response.end('here'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { execution, diagnostics } = await runProgram([
      "import { connect, createServer } from 'node:net'",
      "import { get } from 'node:http'",
      "import { lookup } from 'node:dns/promises'",
      "import { once } from 'node:events'",
      `console.log(await (await fetch('http://127.0.0.1:${port}/')).text())`,
      `console.log(await (await fetch('http://localhost:${port}/')).text())`,
      `await once(get('http://localhost:${port}/').on('response', (r) => r.resume()), 'close')`,
      `await once(connect(${port}, '127.0.0.1').on('connect', function () { this.destroy() }), 'close')`,
      "console.log((await lookup('localhost')).family > 0)",
      'const path = `${process.env.TMPDIR}/socket`',
      'const server = createServer((socket) => socket.end()).listen(path)',
      "await once(connect(path).resume(), 'close')",
      'server.close()',
      "console.log('all')",
    ])
    server.close()
    expect(diagnostics).toEqual([])
    expect(execution?.stdout).toBe('here\nhere\ntrue\nall\n')
  })

  it('fails at the line that reaches for the network', async () => {
    const { diagnostics } = await runProgram(["console.log('a')", "const reply = await fetch('https://example.com/')"])
    expect(diagnostics.map(describeDiagnostic)).toEqual(['a.md:5:21 network-access x tried to reach example.com:443.'])
    expect(diagnostics[0]?.detail).toContain('Network access to example.com:443 is refused')
    expect(diagnostics[0]?.hint).toContain('let the host play the other side')
  })

  it('fails also where it swallows the error, once for each address', async () => {
    const { diagnostics, execution } = await runProgram([
      "import { createSocket } from 'node:dgram'",
      "import { lookup, resolve4 } from 'node:dns'",
      "import { get } from 'node:https'",
      "import { connect } from 'node:net'",
      "connect(25, '192.0.2.1').on('error', (error: NodeJS.ErrnoException) => console.log(error.code))",
      "get('https://example.com/').on('error', () => {})",
      "get('https://example.com/').on('error', () => {})",
      "lookup('example.org', () => {})",
      "resolve4('example.net', () => {})",
      "const socket = createSocket('udp4')",
      "socket.send('x', 53, '192.0.2.2', () => socket.close())",
    ])
    expect(execution?.stdout).toBe('ERR_NETWORK_ACCESS\n')
    expect(diagnostics.map(describeDiagnostic)).toEqual([
      'a.md:8:1 network-access x tried to reach 192.0.2.1:25.',
      'a.md:9:1 network-access x tried to reach example.com:443.',
      'a.md:11:1 network-access x tried to reach example.org.',
      'a.md:12:1 network-access x tried to reach example.net.',
      'a.md:14:8 network-access x tried to reach 192.0.2.2:53.',
    ])
  })

  it('fails for a Node program that it starts, too', async () => {
    const { diagnostics } = await runProgram([
      "import { spawnSync } from 'node:child_process'",
      "spawnSync(process.execPath, ['-e', \"fetch('http://example.com:81/').catch(() => {})\"])",
    ])
    expect(diagnostics.map(describeDiagnostic)).toEqual(['a.md:3:8 network-access x tried to reach example.com:81.'])
  })

  it('is kept from the network also where its host has options for Node', async () => {
    const start = () => ({ env: { NODE_OPTIONS: '--title=hosted' }, stop() {} })
    const { execution, diagnostics } = await runProgram(
      ['console.log(process.title)', "await fetch('http://example.com/').catch(() => {})"],
      { start },
    )
    expect(execution?.stdout).toBe('hosted\n')
    expect(diagnostics.map(describeDiagnostic)).toEqual(['a.md:5:7 network-access x tried to reach example.com:80.'])
  })

  it('in another language is sent to a proxy that refuses', async () => {
    const { diagnostics } = await runProgram(
      [
        "node -e 'fetch(process.env.http_proxy)' || exit 1",
        // What any client does that heeds the variable, without one that may be missing here.
        `node -e '
const { hostname, port } = new URL(process.env.https_proxy)
require("node:http").request({ hostname, port, method: "CONNECT", path: "example.com:443" })
  .on("connect", (reply) => { console.log(reply.statusCode); process.exit(7) }).end()
'`,
      ],
      { path: 'out/x.sh', examples: { runners } },
    )
    expect(diagnostics.map(describeDiagnostic)).toEqual(['a.md:3:8 network-access x tried to reach example.com:443.'])
  })
})

it('knows which hosts are this machine', () => {
  for (const host of [
    'localhost',
    'LOCALHOST',
    'a.localhost',
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
  ])
    expect(`${host} ${isThisMachine(host)}`).toBe(`${host} true`)
  for (const host of [
    'example.com',
    'localhost.example.com',
    '128.0.0.1',
    '10.0.0.1',
    '127.0.0.1.example.com',
    'fe80::1',
  ])
    expect(`${host} ${isThisMachine(host)}`).toBe(`${host} false`)
})
