import childProcess from 'node:child_process'
import workerThreads from 'node:worker_threads'
import { networkLogVariable } from './refuse.ts'

/** By these the guard is in every Node program that one starts. As they were when the program began. */
const own = ['NODE_OPTIONS', networkLogVariable].map((name) => [name, process.env[name]] as const)

type Environment = Record<string, string | undefined>

/**
 * A program and a worker that are given an environment of their own are given, besides, what brings the guard to them,
 * and what they are known by when the run ends.
 */
export function guardChildren(): void {
  guardProcesses()
  guardWorkers()
}

function guardProcesses(): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as Record<'spawn', (options: object) => unknown>
  const { spawn } = prototype
  prototype.spawn = function (options: { envPairs?: readonly string[] }) {
    if (!options?.envPairs) return spawn.call(this, options)
    // What comes first would win where a name is there twice.
    const pairs = options.envPairs.map((pair) => {
      const at = pair.indexOf('=', 1)
      return [pair.slice(0, at), pair.slice(at + 1)]
    })
    const envPairs = Object.entries(withGuard(Object.fromEntries(pairs))).map(([name, value]) => `${name}=${value}`)
    return spawn.call(this, { ...options, envPairs })
  }
  // The others start programs without an object of this class.
  const exports = childProcess as unknown as Record<string, (...args: unknown[]) => unknown>
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
    const original = exports[name]
    if (!original) continue
    exports[name] = (...args) => original(...args.map(guardOptions))
  }
}

function guardWorkers(): void {
  const Worker = new Proxy(workerThreads.Worker, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.map(guardOptions), newTarget),
  })
  Object.assign(workerThreads, { Worker })
}

/** The options among the arguments of a function are an object, and neither a list nor a URL. */
function guardOptions(argument: unknown): unknown {
  const { env } = (isObject(argument) ? argument : {}) as { env?: unknown }
  return isObject(env) ? { ...(argument as object), env: withGuard(env as Environment) } : argument
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withGuard(env: Environment): Environment {
  const added: Environment = {}
  for (const [name, value] of own) {
    const theirs = env[name]
    if (value === undefined || theirs?.includes(value)) continue
    added[name] = name === 'NODE_OPTIONS' && theirs ? `${value} ${theirs}` : value
  }
  return { ...env, ...added }
}
