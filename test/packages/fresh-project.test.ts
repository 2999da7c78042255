import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root as repository } from '../run-example-under-host.ts'
import { runCommand } from '../tangle/temporary-project.ts'
import { type NpmRegistry, startNpmRegistry } from './npm-registry.ts'
import { packedPackages } from './packed-packages.ts'

const { sdk } = await packedPackages()

// One project for all: what `npm install` of the tarball brings, and nothing else.
let root: string
let registry: NpmRegistry
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fresh '))
  registry = await startNpmRegistry()
  await writeFile(join(root, 'package.json'), '{ "type": "module", "private": true }')
  const options = ['--registry', registry.address, '--no-audit', '--no-fund', '--loglevel=error', '--cache', '.cache']
  const { exitCode, stderr } = await runCommand('npm', ['install', sdk.tarball, ...options], root)
  if (exitCode !== 0) throw new Error(stderr)
})
afterAll(async () => {
  registry.close()
  await rm(root, { recursive: true, force: true, maxRetries: 3 })
})

describe('a fresh project with the SDK and nothing else', () => {
  it('has a client, the mock and the server of the mock', async () => {
    await writeFile(
      join(root, 'program.mjs'),
      `import { DifyClient } from '@parley/sdk'
      import { createMock } from '@parley/sdk/mock'
      import { serveMock } from '@parley/sdk/node'

      const mock = createMock()
      const inProcess = DifyClient.fromEnvironment({ user: 'u', fetch: mock.fetch }, mock.environment())
      console.log((await inProcess.chat.send({ query: 'in process' })).answer)
      const server = await serveMock()
      const overHttp = DifyClient.fromEnvironment({ user: 'u' }, server.environment)
      console.log((await overHttp.chat.send({ query: 'over HTTP' })).answer)
      await server.close()`,
    )
    expect(await runCommand(process.execPath, ['program.mjs'], root)).toEqual({
      exitCode: 0,
      stdout: 'You said: "in process".\nYou said: "over HTTP".\n',
      stderr: '',
    })
  })

  const consumer = `
    import { DifyClient, type Bytes, type CallOptions, type Fetch } from '@parley/sdk'
    import { createMock, type Mock, type MockFile, type Scenario } from '@parley/sdk/mock'
    import { type MockServer, serveMock } from '@parley/sdk/node'
    import { ChatService, chatEvents, type Download } from '@parley/sdk/unique'

    const dify = new DifyClient({ apiKey: 'app-1', user: 'u' })
    export async function read(download: Download): Promise<number> {
      for await (const text of dify.chat.stream({ query: 'q' }).textStream) if (text.length > 3) break
      return (await download.bytes()).byteLength
    }
    // @ts-expect-error A query is a text: the types are there, and are no \`any\`.
    void dify.chat.send({ query: 1 })
    export const all = [createMock, serveMock, ChatService, chatEvents]
    export type All = [Bytes, CallOptions, Fetch, Mock, MockFile, Scenario, MockServer]
  `

  // Every declaration file is looked at. Node's types are not there; of the DOM library they are with the last two.
  it.each([
    ['TypeScript 5.5, without the DOM library', 'ts55', 'nodenext', ['es2022']],
    ['TypeScript 5.5, for a bundler', 'ts55', 'bundler', ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable']],
    ['TypeScript 6, without the DOM library', 'typescript', 'bundler', ['es2022']],
    ['TypeScript 7', 'ts7', 'nodenext', ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable']],
  ])('compiles with %s', async (_, compiler, moduleResolution, lib) => {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, skipLibCheck: false, target: 'es2022', lib, types: [] },
      ...{ module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext', moduleResolution },
    }
    await writeFile(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
    await writeFile(join(root, 'consumer.ts'), consumer)
    const { stdout } = await runCommand(
      process.execPath,
      [join(repository, 'node_modules', compiler, 'bin/tsc'), '-p', '.'],
      root,
    )
    expect(stdout).toBe('')
  })
})

describe('the tarball of @parley/sdk', () => {
  it('has nothing that publint would change', async () => {
    const { messages } = await publint({ pkgDir: sdk.folder, strict: true, pack: false })
    const manifest = JSON.parse(await readFile(join(sdk.folder, 'package.json'), 'utf8'))
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([])
  })

  // For packages of modules only, as its profile `esm-only` has it: `require` and the resolution of Node 10 are left out.
  it('has types that are not wrong', async () => {
    const data = new Uint8Array(await readFile(sdk.tarball))
    const analysis = await checkPackage(createPackageFromTarballData(data))
    const problems = 'problems' in analysis ? analysis.problems : [analysis]
    const left = problems.filter(
      (problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)),
    )
    expect(left).toEqual([])
  })
})
