import childProcess from 'node:child_process'
import workerThreads from 'node:worker_threads'
import { networkLogVariable } from './refuse.ts'

/** Where a program was given an environment of its own: the `NODE_OPTIONS` that this has, or nothing. */
const hidingVariable = 'TANGLE_HIDES_GUARD'

const theirs = process.env[hidingVariable]

/** By these the guard is in every Node program that one starts. As they were when the program began. */
const own = [
  ['NODE_OPTIONS', theirs ? process.env.NODE_OPTIONS?.slice(0, -theirs.length - 1) : process.env.NODE_OPTIONS],
  [networkLogVariable, process.env[networkLogVariable]],
] as const

type Environment = Record<string, string | undefined>

/** Leaves in an environment that a program gave to this one what it gave: nobody looks for the guard in it from now on. */
export function hideGuard(): void {
  if (theirs === undefined) return
  for (const name of ['NODE_OPTIONS', networkLogVariable, hidingVariable]) delete process.env[name]
  if (theirs !== '') process.env.NODE_OPTIONS = theirs
}

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
    exports[name] = (...args) => original(...withEnvironment(args).map(guardOptions))
  }
}

/** Where the guard is hidden, what is inherited is given, so that the guard can be put into it. */
function withEnvironment(args: readonly unknown[]): readonly unknown[] {
  if (theirs === undefined) return args
  const options = args.find((argument) => isObject(argument) && !(argument instanceof URL)) as { env?: unknown }
  if (options?.env !== undefined) return args
  return [
    ...args.filter((argument) => argument !== undefined && argument !== options),
    { ...options, env: process.env },
  ]
}

function guardWorkers(): void {
  const Worker = new Proxy(workerThreads.Worker, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, withEnvironment(args).map(guardOptions), newTarget),
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
    const given = env[name]
    if (value === undefined || given?.includes(value)) continue
    added[name] = name === 'NODE_OPTIONS' && given ? `${value} ${given}` : value
  }
  if (Object.keys(added).length > 0) added[hidingVariable] = env.NODE_OPTIONS ?? ''
  return { ...env, ...added }
}
