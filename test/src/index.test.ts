import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as dify from '../../src/dify/index.ts'
import * as root from '../../src/index.ts'
import * as unique from '../../src/unique/index.ts'

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url))

/** Every import of a module and of what it imports, types included: `from` is the file, `to` the specifier. */
function importsOf(entry: string) {
  const seen = new Set<string>()
  const imports: { from: string; to: string }[] = []
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, to] of readFileSync(file, 'utf8').matchAll(/^(?:import|export|\}) .*?from '([^']+)'$/gm)) {
      imports.push({ from: relative(SOURCE, file).replaceAll('\\', '/'), to: to! })
      if (to!.startsWith('.')) visit(join(dirname(file), to!))
    }
  }
  visit(join(SOURCE, entry))
  return { imports, files: [...seen].map((file) => relative(SOURCE, file).replaceAll('\\', '/')) }
}

describe.each(['index.ts', 'unique/index.ts', 'dify/index.ts'])('the graph of %s', (entry) => {
  const { imports, files } = importsOf(entry)

  test('needs nothing but the parser of events, and nothing of Node', () => {
    const packages = imports.map(({ to }) => to).filter((to) => !to.startsWith('.'))
    expect([...new Set(packages)]).toEqual(['eventsource-parser'])
    expect(files.length).toBeGreaterThan(20)
  })

  test('leaves the mock and the helpers for Node out', () => {
    expect(files.filter((file) => /^(mock|node)\//.test(file))).toEqual([])
  })

  test('uses no name that only Node has', () => {
    for (const file of files) {
      const code = readFileSync(join(SOURCE, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      expect(code, file).not.toMatch(/\bBuffer\b|(?<!\{ )\bprocess\.|\b__dirname\b|\bsetImmediate\b/)
    }
  })

  test('imports point one way', () => {
    const layers = ['core', 'messages', 'platforms', 'dify', 'unique', 'index.ts']
    const allowed: Record<string, string[]> = {
      core: ['core'],
      messages: ['core', 'messages'],
      platforms: ['core', 'messages', 'platforms'],
      dify: ['core', 'messages', 'platforms', 'dify'],
      unique: ['core', 'messages', 'platforms', 'unique'],
      'index.ts': layers,
    }
    for (const { from, to } of imports.filter(({ to }) => to.startsWith('.'))) {
      const target = join(dirname(from), to).replaceAll('\\', '/').split('/')[0]!
      expect(allowed[from.split('/')[0]!], `${from} imports ${to}`).toContain(target)
    }
  })
})

test('the root exports what the platforms export, and the errors once', () => {
  expect(Object.keys(root).sort()).toEqual([...new Set([...Object.keys(unique), ...Object.keys(dify)])].sort())
  expect(root.ApiError).toBe(unique.ApiError)
  expect(root.ApiError).toBe(dify.ApiError)
})

// A change here is a change for everyone: curate it, and say so in the changelog.
test('the values that users can import', () => {
  const core = [
    'AbortError',
    'ApiError',
    'AuthenticationError',
    'BadRequestError',
    'ConfigurationError',
    'ConflictError',
    'ConnectionError',
    'InvalidResponseError',
    'NotFoundError',
    'PermissionDeniedError',
    'RateLimitError',
    'SdkError',
    'ServerError',
    'StreamError',
    'TimeoutError',
    'UnprocessableError',
    'consoleLogger',
    'silentLogger',
    'systemClock',
  ]
  expect(Object.keys(dify).sort()).toEqual([...core, 'DifyClient'].sort())
  expect(Object.keys(unique).sort()).toEqual(
    [
      ...core,
      'ChatService',
      'ContentService',
      'LanguageModelName',
      'OpenAIMessageBuilder',
      'OpenAIUserMessageBuilder',
      'UniqueSettings',
      'chatEvents',
      'chunkReference',
      'contentReference',
      'createWebhookHandler',
      'openAIOptions',
      'settingsFromEnvironment',
      'signedWebhookRequest',
      'toPromptMessages',
    ].sort(),
  )
})
