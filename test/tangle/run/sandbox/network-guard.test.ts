import { describe, expect, it } from 'vitest'
import { describeDiagnostic, runProgram } from '../run-pages.ts'

/** Addresses for documentation (RFC 5737): nobody is there, and whoever gets through hears nothing for a while. */
const ways: readonly [name: string, address: string, ...lines: readonly string[]][] = [
  [
    'a worker made from text',
    '192.0.2.1:80',
    "import { Worker } from 'node:worker_threads'",
    'const code = `require("node:net").connect(80, "192.0.2.1").on("error", () => {})`',
    'new Worker(code, { eval: true })',
  ],
  [
    'a worker with options and an environment of its own',
    '192.0.2.1:80',
    "import { Worker } from 'node:worker_threads'",
    'const code = `require("node:net").connect(80, "192.0.2.1").on("error", () => {})`',
    'new Worker(code, { eval: true, env: {}, execArgv: [] })',
  ],
  [
    'a worker made from a URL with its text',
    '192.0.2.1:80',
    "import { Worker } from 'node:worker_threads'",
    'const code = \'import n from "node:net"; n.connect(80, "192.0.2.1").on("error", () => {})\'',
    'new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))',
  ],
  [
    'a child with an environment of its own',
    '192.0.2.1:80',
    "import { spawnSync } from 'node:child_process'",
    'const code = `require("node:net").connect(80, "192.0.2.1").on("error", () => {})`',
    "spawnSync(process.execPath, ['-e', code], { env: {} })",
  ],
  [
    'a child with an environment of its own, later',
    '192.0.2.1:80',
    "import { execFile } from 'node:child_process'",
    'const code = `require("node:net").connect(80, "192.0.2.1").on("error", () => {})`',
    "execFile(process.execPath, ['-e', code], { env: { PATH: process.env.PATH } })",
  ],
  [
    'a child of a shell with an environment of its own',
    '192.0.2.1:80',
    "import { execSync } from 'node:child_process'",
    'const code = `require("node:net").connect(80, "192.0.2.1").on("error", () => {})`',
    "execSync(`'${process.execPath}' -e '${code}'`, { env: {} })",
  ],
  [
    'a look-up function with a loopback name',
    '192.0.2.1:80',
    "import { connect } from 'node:net'",
    "const lookup = (_: unknown, options: any, done: any) => options.all ? done(null, [{ address: '192.0.2.1', family: 4 }]) : done(null, '192.0.2.1', 4)",
    "connect({ host: 'localhost', port: 80, lookup }).on('error', () => {})",
  ],
  [
    'a look-up function that fetch is given by an agent of node:http',
    '192.0.2.1:80',
    "import { get } from 'node:http'",
    "const lookup = (_: unknown, options: any, done: any) => options.all ? done(null, [{ address: '192.0.2.1', family: 4 }]) : done(null, '192.0.2.1', 4)",
    "get({ host: 'localhost', port: 80, lookup }).on('error', () => {})",
  ],
  [
    'an empty path beside a host',
    '192.0.2.1:80',
    "import { connect } from 'node:net'",
    "connect({ host: '192.0.2.1', port: 80, path: '' } as object as { port: number }).on('error', () => {})",
  ],
  [
    'a datagram socket with a look-up function',
    '192.0.2.1:53',
    "import { createSocket } from 'node:dgram'",
    "const lookup = (_: unknown, __: unknown, done: any) => done(null, '192.0.2.1', 4)",
    "const socket = createSocket({ type: 'udp4', lookup: lookup as never })",
    "socket.on('error', () => socket.close())",
    "socket.send('x', 53, 'localhost', () => socket.close())",
  ],
  [
    'a connected datagram socket with a look-up function',
    '192.0.2.1:53',
    "import { createSocket } from 'node:dgram'",
    "const lookup = (_: unknown, __: unknown, done: any) => done(null, '192.0.2.1', 4)",
    "const socket = createSocket({ type: 'udp4', lookup: lookup as never })",
    "socket.on('error', () => socket.close())",
    "socket.connect(53, 'localhost', () => socket.close())",
  ],
  [
    'a resolver with servers of its own',
    '192.0.2.1:53',
    "import { Resolver } from 'node:dns'",
    'const resolver = new Resolver({ timeout: 100, tries: 1 })',
    "resolver.setServers(['192.0.2.1'])",
    "resolver.resolve4('localhost', () => {})",
  ],
  [
    'a resolver of promises with servers of its own',
    '192.0.2.1:53',
    "import { Resolver } from 'node:dns/promises'",
    'const resolver = new Resolver({ timeout: 100, tries: 1 })',
    "resolver.setServers(['192.0.2.1'])",
    "resolver.resolve4('a.localhost').catch(() => {})",
  ],
  [
    'servers for all names',
    '192.0.2.1:53',
    "import { resolve4, setServers } from 'node:dns'",
    "setServers(['192.0.2.1:53'])",
    "resolve4('localhost', () => {})",
  ],
]

describe.concurrent('the guard in Node, without help of the system', () => {
  it.each(ways)('notes %s', async (_, address, ...lines) => {
    const { diagnostics } = await runProgram(lines)
    expect(diagnostics.map((found) => describeDiagnostic(found).replace(/^a\.md:\d+:\d+ /, ''))).toEqual([
      `network-access x tried to reach ${address}.`,
    ])
  })

  it('lets every way be that stays on this machine', async () => {
    const { diagnostics, execution } = await runProgram([
      "import { createSocket } from 'node:dgram'",
      "import { Resolver } from 'node:dns'",
      "import { once } from 'node:events'",
      "import { connect, createServer } from 'node:net'",
      "import { spawnSync } from 'node:child_process'",
      "import { Worker } from 'node:worker_threads'",
      "const server = createServer((socket) => socket.end('here')).listen(0, '127.0.0.1')",
      "await once(server, 'listening')",
      'const { port } = server.address() as { port: number }',
      "const lookup = (_: unknown, options: any, done: any) => options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)",
      "const [data] = await once(connect({ host: 'mock.localhost', port, lookup }), 'data')",
      'console.log(`${data}`)',
      "const udp = createSocket({ type: 'udp4', lookup: ((_: unknown, __: unknown, done: any) => done(null, '127.0.0.1', 4)) as never })",
      "await new Promise<void>((resolve) => udp.send('x', port, 'localhost', () => udp.close(() => resolve())))",
      "new Resolver().setServers(['127.0.0.1'])",
      "const code = 'process.stdout.write(String(process.env.A) + String(process.env.NODE_OPTIONS === undefined) + Object.keys(process.env).length)'",
      "console.log(`${spawnSync(process.execPath, ['-e', code], { env: { A: 'a' } }).stdout}`.startsWith('a'))",
      "await once(new Worker('require(\"node:net\")', { eval: true, env: {} }), 'exit')",
      "console.log('all')",
      'server.close()',
    ])
    expect(diagnostics).toEqual([])
    expect(execution?.stdout).toBe('here\ntrue\nall\n')
  })
})
