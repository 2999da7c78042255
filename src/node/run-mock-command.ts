import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ConfigurationError } from '../core/errors/index.ts'
import type { MockEvent, Scenario } from '../mock/index.ts'
import { MockPortError } from './mock-port-error.ts'
import { serveMock } from './mock-server.ts'
import { visibleText } from './visible-text.ts'

/** The world as a command sees it: files, environment, terminal. */
export interface MockCommandOptions {
  /** Writes a line to standard output. */
  readonly print: (line: string) => void
  /** Writes a line to standard error. */
  readonly complain: (line: string) => void
  /** Ends the command. */
  readonly signal: AbortSignal
  /** Where relative paths start. */
  readonly directory: string
}

const USAGE = 'Usage: npm run mock -- [EXAMPLE] [--port N] [--scenarios DIR] [--allow-origin ORIGIN]...'

/**
 * `npm run mock`: serves the mock platforms until it is interrupted, and prints what happens there.
 *
 * @returns the exit status: 2 for wrong usage, 1 if it cannot listen, 130 once interrupted.
 */
export async function runMockCommand(args: readonly string[], options: MockCommandOptions): Promise<number> {
  const { signal } = options
  // The one place where the command writes: what comes from requests and files is shown, and nothing else.
  const print = (line: string) => options.print(visibleText(line))
  const complain = (text: string) => options.complain(text.split('\n').map(visibleText).join('\n'))
  let command: MockCommand
  try {
    command = readArguments(args)
  } catch (error) {
    complain(`${error instanceof Error ? error.message : error}\n${USAGE}`)
    return 2
  }
  const scenario = await loadScenario(command, options.directory)
  if (typeof scenario === 'string') {
    complain(scenario)
    return 2
  }
  try {
    const onEvent = (event: MockEvent) => {
      const line = describeEvent(event)
      if (line !== undefined) print(line)
    }
    const { port, allowedOrigins } = command
    const server = await serveMock({ port, allowedOrigins, openEnded: true, onEvent, ...(scenario && { scenario }) })
    for (const line of describeServer(server.origin, server.environment)) print(line)
    await new Promise<void>((done) => {
      if (signal.aborted) done()
      else signal.addEventListener('abort', () => done(), { once: true })
    })
    await server.close()
    return 130
  } catch (error) {
    if (!MockPortError.isInstance(error) && !ConfigurationError.isInstance(error)) throw error
    complain(error.message)
    return MockPortError.isInstance(error) ? 1 : 2
  }
}

interface MockCommand {
  readonly example: string | undefined
  readonly port: number
  readonly scenarios: string
  readonly allowedOrigins: readonly string[]
}

function readArguments(args: readonly string[]): MockCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8092' },
      scenarios: { type: 'string', default: 'test/scenarios' },
      'allow-origin': { type: 'string', multiple: true, default: [] },
    },
  })
  const [example, ...more] = positionals
  if (more.length > 0) throw new Error(`One example at a time: ${more.join(' ')} is too much.`)
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`${values.port} is not a port.`)
  const { scenarios, 'allow-origin': allowedOrigins } = values
  return { example: example?.replace(/\.ts$/, ''), port, scenarios, allowedOrigins }
}

/** The scenario of an example; a sentence if there is none. */
async function loadScenario(command: MockCommand, directory: string): Promise<Scenario | string | undefined> {
  const { example } = command
  if (example === undefined) return undefined
  const folder = resolve(directory, command.scenarios)
  const files = await readdir(folder).catch(() => [])
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length))
  if (!names.includes(example)) {
    const known = names.length === 0 ? `There are no scenarios in ${folder}.` : `There are: ${names.sort().join(', ')}.`
    return `There is no scenario for ${JSON.stringify(example)}. ${known}`
  }
  const loaded: unknown = await import(pathToFileURL(join(folder, `${example}.ts`)).href)
  // The exports of a scenario file have been type-checked there.
  const scenario = (loaded as { default?: Scenario }).default
  return scenario ?? `${example}.ts has no scenario as its default export.`
}

function describeServer(origin: string, environment: Readonly<Record<string, string>>): readonly string[] {
  return [
    `Unique  ${environment.UNIQUE_API_BASE_URL}`,
    `Dify    ${environment.DIFY_BASE_URL}`,
    '',
    ...Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`),
    '',
    'Speak as the user of the chat:',
    `curl ${origin}/mock/say -d 'Hello!'`,
    '',
  ]
}

/** Nothing for a change of the chat: the line of the transcript says the same. */
function describeEvent(event: MockEvent): string | undefined {
  switch (event.kind) {
    case 'request': {
      const { method, path, query, status } = event.request
      const search = new URLSearchParams(query).toString()
      return `${status === 0 ? 'dropped' : status} ${method} ${path}${search === '' ? '' : `?${search}`}`
    }
    case 'transcript':
      return `  | ${event.line}`
    case 'deviation': {
      const { platform, method, path, where, message } = event.deviation
      return `  ! deviation (${platform}, ${where} of ${method} ${path}): ${message}`
    }
    case 'chat':
      return undefined
  }
}
