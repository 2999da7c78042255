import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UnreachableCounter } from '../../../../tangle/run/sandbox/unreachable.ts'
import { processMark } from '../../../../tangle/state/process-mark.ts'
import { builtCommand } from '../../built-command/built-command.ts'
import { temporaryProject } from '../../temporary-project.ts'

const isRoot = process.getuid?.() === 0
const options = [...(isRoot ? [] : ['--user', '--map-root-user']), '--net', '--pid', '--fork', '--mount-proc', 'true']
/** Whether this system gives a run all that it may. */
const isGiven = process.platform === 'linux' && spawnSync('unshare', options).status === 0

const config = JSON.stringify({
  types: false,
  examples: { include: ['run/*'], host: 'host.mjs', runners: { '.mjs-raw': { command: ['node', '{file}'] } } },
  commands: {},
})

/** The host listens on the loopback, as the mock does. */
const host = `import { createServer } from 'node:http'
export function start() {
  const server = createServer((request, response) => response.end('the host'))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({
    env: { HOST_URL: \`http://127.0.0.1:\${server.address().port}/\` },
    stop: () => void server.close(),
  })))
}
`

/** A program that the guard in Node does not know: it starts without it. */
const raw = (code: string) => `env -u NODE_OPTIONS -u TANGLE_NETWORK_LOG node -e '${code}'`

describe.runIf(isGiven)('a run that the system keeps from the network', () => {
  it('reaches its host and nothing else, sees no other process, and says who tried', async () => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    // A socket with a path is a file, and no network keeps anybody from it.
    const folder = mkdtempSync(join(tmpdir(), 'tangle-socket-'))
    const path = join(folder, 'a socket')
    const other = createServer((request, response) => {
      seen.push(`socket ${request.url}`)
      response.end()
    })
    await new Promise<void>((resolve) => other.listen(path, resolve))
    const swallow = '.on("error", () => {})'
    const project = await temporaryProject({
      'tangle.config.json': config,
      'host.mjs': host,
      'a.md': [
        '```js {file=run/good.mjs}',
        'console.log(await (await fetch(process.env.HOST_URL)).text(), process.getuid())',
        '```',
        '```text {output=good}',
        `the host ${process.getuid?.()}`,
        '```',
        '```text {file=run/outside.mjs-raw}',
        `require("net").connect(80, "192.0.2.1")${swallow}`,
        '```',
        '```text {file=run/machine.mjs-raw}',
        `require("http").get("http://127.0.0.1:${port}/machine")${swallow}`,
        '```',
        '```text {file=run/socket.mjs-raw}',
        `require("http").get({ socketPath: "${path}", path: "/" })${swallow}`,
        '```',
        '```js {file=run/look.mjs}',
        "import { readdirSync, readFileSync } from 'node:fs'",
        "const pids = readdirSync('/proc').filter((name) => /^\\d+$/.test(name))",
        "const all = pids.map((pid) => { try { return readFileSync(`/proc/${pid}/environ`, 'utf8') } catch { return '' } })",
        "console.log(all.join().includes('a-secret'))",
        '```',
        '```text {output=look}',
        'false',
        '```',
        '```console',
        `$ ${raw(`require("net").connect(80, "192.0.2.1")${swallow}`)}`,
        '```',
        // What asks a proxy, as `curl` does.
        '```console',
        '$ node -e \'require("http").get(process.env.http_proxy, { path: "http://example.com/" })\'',
        '```',
        '',
      ].join('\n'),
    })
    const { stdout, stderr, exitCode } = await project.tangleWith({ TANGLE_NETWORK: '', SECRET: 'a-secret' }, 'run')
    server.close()
    other.close()
    rmSync(folder, { recursive: true })
    expect(seen).toEqual([])
    expect(stdout.match(/^a\.md.*$/gm)).toEqual([
      'a.md:7:10 error network-access outside tried to reach another machine.',
      expect.stringMatching(/^a\.md:26:3 error network-access `env .* tried to reach another machine\.$/),
      expect.stringMatching(/^a\.md:29:3 error network-access `node .* tried to reach example\.com:80\.$/),
    ])
    expect(stderr).toBe('3 errors\n4 examples and 0 commands held, 3 did not\n')
    expect(exitCode).toBe(1)
    expect(readdirSync(join(project.root, '.tangle')).filter((name) => name.startsWith('run-'))).toEqual([])
  })

  // By itself it goes on: another group, another session, no parent and no variable leads to it.
  it('ends with a program what has left it, while others run', async () => {
    const project = await temporaryProject({
      'tangle.config.json': JSON.stringify({
        types: false,
        examples: { include: ['run/*'], concurrency: 3 },
        commands: {},
      }),
      'beat.js': "setInterval(() => require('node:fs').appendFileSync(process.argv[2], 'x'), 10)\n",
      'a.md': [
        '```js {file=run/leaves.mjs}',
        "import { spawn } from 'node:child_process'",
        "import { existsSync } from 'node:fs'",
        "const args = ['-i', process.execPath, 'beat.js', 'beats']",
        "spawn('env', args, { detached: true, stdio: 'ignore' }).unref()",
        "while (!existsSync('beats')) await new Promise((resolve) => setTimeout(resolve, 10))",
        'process.kill(process.pid)',
        '```',
        '```js {file=run/looks.mjs}',
        "import { existsSync, statSync } from 'node:fs'",
        'const wait = (time) => new Promise((resolve) => setTimeout(resolve, time))',
        'const size = () => (existsSync(`beats`) ? statSync(`beats`).size : -1)',
        'let [before, now] = [-2, -1]',
        'while (now === -1 || now !== before) {',
        '  ;[before, now] = [now, size()]',
        '  await wait(300)',
        '}',
        'console.log(now > 0)',
        '```',
        '```text {output=looks}',
        'true',
        '```',
        // One that starts programs as a run does: what it has in a namespace of its own is its own.
        '```js {file=run/keeps.mjs}',
        "import { spawn } from 'node:child_process'",
        "const waits = `setInterval(() => fs.existsSync('beats') && setTimeout(() => process.exit(5), 1000), 10)`",
        `const args = [${isRoot ? '' : "'--user', "}'--uts', process.execPath, '-e', waits]`,
        "spawn('unshare', args).on('exit', (status, signal) => console.log(status, signal))",
        '```',
        '```text {output=keeps}',
        '5 null',
        '```',
        '',
      ].join('\n'),
    })
    const { stdout } = await project.tangleWith({ TANGLE_NETWORK: '' }, 'run')
    // Its signals are its own.
    expect(stdout.match(/^a\.md.*$/gm)).toEqual(['a.md:1:8 error example-failed leaves was ended by SIGTERM.'])
  })

  it.each(['SIGHUP', 'SIGQUIT', 'SIGKILL'] as const)('leaves nothing when %s ends it', async (signal) => {
    const project = await temporaryProject({
      'tangle.config.json': JSON.stringify({ types: false, examples: { include: ['run/*'] } }),
      'a.md': [
        '```js {file=run/a.mjs}',
        "import { spawn } from 'node:child_process'",
        "import { writeFileSync } from 'node:fs'",
        "const code = 'setInterval(() => require(`node:fs`).writeFileSync(process.argv[1], `${Date.now()}`), 20)'",
        "import { fileURLToPath } from 'node:url'",
        "const file = fileURLToPath(new URL('../beats', import.meta.url))",
        "spawn('env', ['-i', process.execPath, '-e', code, file], { detached: true, stdio: 'ignore' })",
        "writeFileSync(new URL('../home', import.meta.url), process.env.HOME)",
        'setInterval(() => {}, 1000)',
        '```',
        '',
      ].join('\n'),
    })
    const child: ChildProcess = spawn(process.execPath, [await builtCommand(), 'run'], {
      cwd: project.root,
      stdio: 'ignore',
      env: { ...process.env, TANGLE_NETWORK: '' },
    })
    const beats = join(project.root, 'beats')
    await expect.poll(() => existsSync(beats) && existsSync(join(project.root, 'home'))).toBe(true)
    child.kill(signal)
    await new Promise((resolve) => child.on('close', resolve))
    // Nothing beats any more.
    await expect
      .poll(async () => {
        const before = readFileSync(beats, 'utf8')
        await new Promise((resolve) => setTimeout(resolve, 200))
        return readFileSync(beats, 'utf8') === before
      })
      .toBe(true)
    if (signal === 'SIGKILL') await project.tangleWith({ TANGLE_NETWORK: '' }, 'run', 'nothing')
    const home = await project.read('home')
    await expect.poll(() => existsSync(home)).toBe(false)
    expect(readdirSync(join(project.root, '.tangle')).filter((name) => name.startsWith('run-'))).toEqual([])
  })
})

it.runIf(process.platform === 'linux')('says that there is no such network, once, and runs all the same', async () => {
  const project = await temporaryProject({
    'tangle.config.json': JSON.stringify({ types: false, examples: { include: ['run/*'] } }),
    'a.md': '```js {file=run/a.mjs}\nconsole.log(1)\n```\n',
  })
  const bin = join(project.root, 'bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'unshare'),
    '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n',
  )
  chmodSync(join(bin, 'unshare'), 0o755)
  const PATH = `${bin}:${process.env.PATH}`
  expect(await project.tangleWith({ TANGLE_NETWORK: '', PATH }, 'run')).toEqual({
    exitCode: 0,
    stdout: '✓ a\n',
    stderr:
      'This system gives programs no network of their own (unshare: unshare failed: Operation not permitted): examples are kept from the network by a guard that stops accidents, not intent.\n1 example held, 0 did not\n',
  })
  // Nothing asks for it where no program is started.
  expect((await project.tangleWith({ TANGLE_NETWORK: '', PATH }, 'list')).stderr).toBe('')
})

it('deletes what a run left that is gone, and nothing of anybody else', async () => {
  const project = await temporaryProject({
    'tangle.config.json': JSON.stringify({ types: false, examples: { include: ['run/*'] } }),
    'a.md': '```js {file=run/a.mjs}\nconsole.log(1)\n```\n',
  })
  const temporary = join(project.root, 'tmp')
  const names = ['tangle-run-999999999-1-000000000000', 'tangle-commands-999999999-1-000000000001']
  const alive = `tangle-run-${processMark()}`
  for (const name of [...names, 'tangle-run-mine', alive]) mkdirSync(join(temporary, name, 'home'), { recursive: true })
  await project.tangleWith({ TMPDIR: temporary }, 'run')
  const left = readdirSync(temporary).filter((name) => name.startsWith('tangle-'))
  expect(left.sort()).toEqual([alive, 'tangle-run-mine'])
})

describe('who tried is known by who ran', () => {
  it('when the counter went up', async () => {
    let count = 0
    const counter = new UnreachableCounter(() => new Map([['another machine', count]]))
    const [, alone] = await counter.during(async () => {
      count++
    })
    expect(alone).toEqual({ addresses: ['another machine'], isShared: false })
    const both = await Promise.all([
      counter.during(async () => {
        await new Promise((resolve) => setImmediate(resolve))
        count++
      }),
      counter.during(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }),
    ])
    expect(both.map(([, { addresses, isShared }]) => [addresses.length, isShared])).toEqual([
      [1, true],
      [1, true],
    ])
    expect((await counter.during(async () => undefined))[1]).toEqual({ addresses: [], isShared: false })
  })
})
