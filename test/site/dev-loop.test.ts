import { expect, test } from 'vitest'
import { checkProject } from '../../tangle/check/check-project.ts'
import type { Diagnostic } from '../../tangle/model/diagnostic.ts'
import { openProject, type Project } from '../../tangle/project/project.ts'
import { createDevLoop } from '../../tangle/weave/dev/dev-loop.ts'
import { MemoryFileSystem } from '../../tangle/write/memory-file-system.ts'

const good = '# A\n\n```ts {#a file=examples/a.ts}\n1\n```\n'
const config = { outputs: ['examples'], types: false } as const

interface Message {
  readonly type: string
  readonly err?: { readonly message: string; readonly loc?: { readonly line: number }; readonly frame: string }
}

/** A project in memory, the loop, and everything that it says and sends. */
async function start(page: string, check: (project: Project) => Promise<readonly Diagnostic[]> = checkProject) {
  const fileSystem = new MemoryFileSystem({ 'docs/a.md': page })
  const open = () => openProject({ root: '/project', config, fileSystem })
  let project = await open()
  const log: string[] = []
  const sent: Message[] = []
  const clients = new Set(['a page'])
  const listeners: [event: string, listener: () => void][] = []
  const loop = createDevLoop({ project: () => project, check })
  loop.vitePlugin.configureServer({
    config: { logger: { info: (text) => log.push(text), error: (text) => log.push(text) } },
    ws: {
      clients,
      send: (message) => sent.push(message as Message),
      on: (event, listener) => listeners.push([event, listener]),
    },
  })
  const hear = (event: string) => {
    for (const [heard, listener] of listeners) if (heard === event) listener()
  }
  const write = async (text: string) => {
    await fileSystem.write('docs/a.md', text)
    project = await open()
    return loop.changed()
  }
  return { fileSystem, loop, log, sent, clients, hear, write }
}

test('writes targets as the pages say them', async () => {
  const { loop, fileSystem, write, sent } = await start(good)
  await loop.changed()
  expect(await fileSystem.read('examples/a.ts')).toBe('1\n')
  await write(good.replace('1', '2'))
  expect(await fileSystem.read('examples/a.ts')).toBe('2\n')
  expect(sent).toEqual([])
})

test('shows a mistake at its line of the page, and takes it away when it is mended', async () => {
  const { write, log, sent, fileSystem } = await start(good)
  await write(good.replace('1', '<<missing>>'))
  expect(sent[0]).toMatchObject({ type: 'error', err: { loc: { line: 4, column: 1 } } })
  expect(sent[0]?.err?.frame).toContain('> 4 | <<missing>>')
  expect(log.join('\n')).toContain('Block <<missing>> is not defined')
  expect(await fileSystem.read('examples/a.ts')).toBeUndefined()
  await write(good)
  expect(sent.slice(1)).toEqual([{ type: 'update', updates: [] }])
})

test('never overwrites a file that somebody edited', async () => {
  const { loop, fileSystem, write, sent } = await start(good)
  await loop.changed()
  await fileSystem.write('examples/a.ts', 'mine\n')
  await write(good.replace('1', '2'))
  expect(await fileSystem.read('examples/a.ts')).toBe('mine\n')
  expect(sent.at(-1)?.err?.message).toContain('was edited by hand')
  // Nor is anything else written, as `tangle` does.
  await write(`${good}\n\`\`\`ts {file=examples/b.ts}\n3\n\`\`\`\n`)
  expect(await fileSystem.read('examples/b.ts')).toBeUndefined()
})

test('survives a check that fails, and goes on', async () => {
  let fails = true
  const { write, log } = await start(good, async () => {
    if (fails) throw new Error('no compiler')
    return []
  })
  await write(good)
  expect(log.join('\n')).toContain('no compiler')
  fails = false
  await write(good.replace('1', '2'))
  expect(log.at(-1)).toContain('1 target checked')
})

test('reports nothing of a page that has changed while it was checked', async () => {
  const finish: ((diagnostics: Diagnostic[]) => void)[] = []
  const asked: string[] = []
  const { write, sent } = await start(good, (project) => {
    asked.push(project.tangled.targets[0]?.text ?? '')
    return new Promise((resolve) => finish.push(resolve))
  })
  const first = write(good)
  await expect.poll(() => finish.length).toBe(1)
  const second = write(good.replace('1', '2'))
  await expect.poll(() => asked.length + finish.length).toBe(2)
  await new Promise((resolve) => setImmediate(resolve))
  finish[0]?.([{ code: 'type-error', severity: 'error', message: 'old' }])
  await expect.poll(() => finish.length).toBe(2)
  finish[1]?.([])
  await Promise.all([first, second])
  expect(asked).toEqual(['1\n', '2\n'])
  expect(sent).toEqual([])
})

test('shows what is wrong to a page that is opened later, and only then', async () => {
  const { write, sent, clients, hear } = await start(good)
  clients.clear()
  await write(good.replace('1', '<<missing>>'))
  expect(sent).toEqual([])
  hear('connection')
  expect(sent[0]?.type).toBe('error')
  await write(good)
  hear('connection')
  expect(sent).toHaveLength(1)
})

test('shows it again to a page that was updated after the report, but nothing old while a check runs', async () => {
  const finish: (() => void)[] = []
  const { write, sent, hear } = await start(good, () => new Promise((resolve) => finish.push(() => resolve([]))))
  await write(good.replace('1', '<<missing>>'))
  hear('tangle:updated')
  expect(sent.map(({ type }) => type)).toEqual(['error', 'error'])
  const mended = write(good)
  await expect.poll(() => finish.length).toBe(1)
  hear('tangle:updated')
  expect(sent).toHaveLength(2)
  finish[0]?.()
  await mended
  expect(sent.at(-1)?.type).toBe('update')
})
