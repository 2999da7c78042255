import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

// `npm start`: the main job. Tangle every page, prove every example, build the site, and serve it.

const usualPort = 4173
const serve = !process.argv.includes('--no-serve')
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['Tangle the pages', ['tangle/bin/tangle.js']],
  ['Check targets and types', ['tangle/bin/tangle.js', 'check']],
  ['Run the examples', ['tangle/bin/tangle.js', 'run']],
  ['Build the site', ['node_modules/vitepress/bin/vitepress.js', 'build', '.']],
]

process.exitCode = await main()

async function main(): Promise<number> {
  for (const [title, command] of steps) {
    console.log(`\n${title}`)
    const status = await run(command)
    if (status !== 0) {
      console.error(`\n${title}: failed. Nothing after it was done.`)
      return status
    }
  }
  if (!serve) return 0
  const port = await freePort(usualPort)
  console.log(`\nThe site is at http://localhost:${port}. Ctrl-C ends it.`)
  return run(['node_modules/vitepress/bin/vitepress.js', 'preview', '.', '--port', String(port)], 'ignore')
}

function run(args: readonly string[], stdout: 'inherit' | 'ignore' = 'inherit'): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'inherit'] })
  const interrupt = () => void child.kill('SIGINT')
  process.once('SIGINT', interrupt)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      process.off('SIGINT', interrupt)
      resolve(signal === 'SIGINT' ? 130 : (code ?? 1))
    })
  })
}

/** The usual port, or any other one if it is taken. */
async function freePort(usual: number): Promise<number> {
  for (const port of [usual, 0]) {
    const found = await new Promise<number | undefined>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(undefined))
      server.listen(port, () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
      })
    })
    if (found !== undefined) return found
  }
  throw new Error('No free port was found.')
}
