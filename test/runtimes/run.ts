import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { packPackages } from '../packages/pack-packages.ts'

// `npx tsx test/runtimes/run.ts`: the packed SDK and the mock in process, in Node, Bun, Deno and workerd, each installed
// from npm. Not a part of `npm test`, which needs no network.

const VERSIONS = { bun: '1.4.5', deno: '2.9.6', workerd: '1.20261117.1' }

const root = await mkdtemp(join(tmpdir(), 'runtimes '))
try {
  const { sdk } = await packPackages(root)
  const project = join(root, 'project')
  await cp(fileURLToPath(new URL('.', import.meta.url)), project, { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }')
  const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`)
  await run('npm', ['install', sdk.tarball, ...packages, '--no-audit', '--no-fund', '--loglevel=error'], project)

  const check = "if (said !== expected) throw new Error(`said ${said}`)\nconsole.log('as expected')\n"
  const main = `import { expected, talk } from './program.js'\nconst said = await talk()\n${check}`
  await writeFile(join(project, 'main.js'), main)
  await writeWorker(project)

  const bin = (name: string) => join(project, 'node_modules', '.bin', name)
  const runtimes: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
    ['Node', process.execPath, ['main.js']],
    ['Bun', bin('bun'), ['main.js']],
    // No permission is given: neither the SDK nor the mock needs one.
    ['Deno', bin('deno'), ['run', '--no-prompt', '--node-modules-dir=manual', 'main.js']],
    ['workerd', bin('workerd'), ['test', 'workerd.capnp']],
  ]
  for (const [name, command, args] of runtimes) {
    const failure = await run(command, args, project).then(
      () => undefined,
      (error: Error) => error.message,
    )
    console.log(failure === undefined ? `✓ ${name}` : `✗ ${name}\n${failure}`)
    if (failure !== undefined) process.exitCode = 1
  }
} finally {
  await rm(root, { recursive: true, force: true, maxRetries: 3 })
}

/** workerd takes a bundle, and calls its method `test`. */
async function writeWorker(project: string): Promise<void> {
  const worker = `import { expected, talk } from './program.js'
    export default { async test() {
      const said = await talk()
      if (said !== expected) throw new Error('said ' + said)
    } }`
  await writeFile(join(project, 'worker.js'), worker)
  await build({
    ...{ entryPoints: ['worker.js'], absWorkingDir: project, outfile: join(project, 'bundle.js') },
    ...{ bundle: true, format: 'esm', platform: 'browser', conditions: ['workerd'], logLevel: 'silent' },
  })
  const config = `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (services = [(name = "main", worker = .talk)]);
    const talk :Workerd.Worker = (
      modules = [(name = "bundle.js", esModule = embed "bundle.js")],
      compatibilityDate = "2026-01-01",
    );`
  await writeFile(join(project, 'workerd.capnp'), config)
}

async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${exitCode}:\n${output}`)
}
