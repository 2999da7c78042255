import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOptions } from '../../../.vitepress/run-options.ts'
import { openProject } from '../../../tangle/project/project.ts'
import type { Program } from '../../../tangle/weave/client/run/protocol.ts'
import { compileProgram } from '../../../tangle/weave/client/worker/compile-program.ts'
import { createRunnableExamples } from '../../../tangle/weave/run/runnable-examples.ts'
import { type Run, type RunnableProgram, WorkerScript } from '../run/run-in-worker.ts'

const project = await openProject()
const { byName } = await createRunnableExamples(project, { ...runOptions, siteFolder: 'docs' })
const examples = [...byName.values()]

function edited(code: string): Program {
  return { name: 'edited', file: 'edited.ts', code, isSource: true, modules: {} }
}

/** With the modules of this site. */
function inWorker(code: string): RunnableProgram {
  const { modules: _, ...rest } = edited(code)
  return rest
}

async function failureOf(text: string) {
  const compiled = await compileProgram(edited(text))
  return 'failure' in compiled ? compiled.failure : undefined
}

describe('a program that nobody has changed is that of the build', () => {
  test.for(examples.map((example) => [example.name, example] as const))('%s', async ([, example]) => {
    const { name, file, source, code, modules } = example
    const compiled = await compileProgram({ name, file, code: source, modules, isSource: true })
    expect(compiled).toEqual({ program: { name, file, code, modules } })
  })
})

test('what is compiled already stays as it is', async () => {
  const program = { ...edited('const a: not = TypeScript'), isSource: false }
  expect(await compileProgram(program)).toEqual({ program })
})

test.each([
  ['const a = ;', 'Unexpected token', 1, 11],
  ['const a = 1\n\nfoo(\n  a\n', 'Unexpected token, expected ","', 5, 1],
  ['let a = `b', 'Unterminated template', 1, 10],
  ['interface A {\n  b: string\n}\nconst a: A = [1, ;', 'Unexpected token', 4, 18],
])('a mistake in %j has its place', async (text, message, line, column) => {
  expect(await failureOf(text)).toEqual({
    text: `SyntaxError: ${message}`,
    frames: [{ line, column, name: undefined }],
    place: { line, column },
  })
})

test.each([
  ['const a = 1\nconst a = 2', /^SyntaxError: Identifier 'a' has already been declared$/],
  ['function f() {\n  await 1\n}', /^SyntaxError: await is only valid /],
])('what the compiler lets through is found before it runs: %j', async (text, message) => {
  // There is no worker here to ask for the place.
  expect(await failureOf(text)).toEqual({ text: expect.stringMatching(message), frames: [] })
})

describe('in the worker', () => {
  let script: WorkerScript
  beforeAll(async () => {
    script = await WorkerScript.compile()
  })
  afterAll(() => script.remove())

  const texts = ({ messages }: Run) =>
    messages.flatMap((message) => (message.kind === 'failure' ? [message.failure.text] : []))

  test('TypeScript is compiled, and may wait at its top level', async () => {
    const run = await script.run(
      inWorker('enum Colour { Red, Green }\nconst one: Colour = await Promise.resolve(Colour.Green)\nconsole.log(one)'),
    )
    expect(run).toMatchObject({ stdout: '1\n', exitCode: 0 })
  })

  test('a mistake ends the run before it starts', async () => {
    const run = await script.run(inWorker("console.log('before')\nconst a = ;"))
    expect(texts(run)).toEqual(['SyntaxError: Unexpected token'])
    expect(run.messages.map(({ kind }) => kind)).toEqual(['failure', 'ended'])
    expect(run.exitCode).toBe(1)
  })

  test('a module that is not there is refused with the names of those that are, and with its line', async () => {
    const run = await script.run(inWorker("console.log('before')\nimport x from 'left-pad'\nx()"))
    expect(texts(run)[0]).toMatch(/^Error: There is no module left-pad in the page\. These are: @parley\/sdk, /)
    const failure = run.messages.find((message) => message.kind === 'failure')
    expect(failure?.failure.frames).toMatchObject([{ line: 2 }])
  })

  test('another address is not reached', async () => {
    const run = await script.run(inWorker("const answer: Response = await fetch('https://example.com/')"))
    expect(texts(run)[0]).toContain('https://example.com cannot be reached from this page')
  })

  test('a loop without end is stopped from outside', async () => {
    const run = await script.run(inWorker("console.log('before')\nwhile (true as boolean) {}"), {
      until: ({ kind }) => kind === 'output',
    })
    expect(run).toMatchObject({ stdout: 'before\n', exitCode: undefined })
  })
})
