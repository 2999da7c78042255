import {
  applyPlan,
  checkProject,
  collectExamples,
  type Diagnostic,
  formatLocation,
  MemoryFileSystem,
  openProject,
  planProject,
  runExample,
} from '@parley/tangle'
import type { Scenario } from '../../src/mock/index.ts'
import { serveMock } from '../../src/node/index.ts'
import { preparePrograms } from '../../tangle/run/prepare-programs.ts'
import { root } from '../run-example-under-host.ts'

/** Marks the place in the text of a page where a diagnostic is expected, right before it. */
const marker = '‸'

/** The text without its marker, and where the marker stood, as `docs/page.md:line:column`. */
export function readMarked(marked: string): { readonly text: string; readonly place: string } {
  const before = marked.slice(0, marked.indexOf(marker)).split('\n')
  const start = { line: before.length - 1, column: before.at(-1)?.length ?? 0 }
  return { text: marked.replace(marker, ''), place: formatLocation({ file: pathOf(0), start }) }
}

const pathOf = (index: number) => `docs/page${index === 0 ? '' : index}.md`

/**
 * A project in memory, in the folder of this repository, so that it sees the SDK and its tsconfig. Each page may have a
 * target `page.ts`, which gets a number where pages are several.
 */
async function openPages(texts: readonly string[]) {
  const pages = texts.map((text, index) => [
    pathOf(index),
    index === 0 ? text : text.replace('/page.ts', `/page${index}.ts`),
  ])
  const fileSystem = new MemoryFileSystem(Object.fromEntries(pages))
  const config = { pages: ['docs/*.md'], examples: { include: ['examples_from_docs/*.ts'] } }
  const project = await openProject({ root, config, fileSystem })
  if (project.tangled.diagnostics.length === 0) await applyPlan(await planProject(project), fileSystem)
  return project
}

/** What `tangle && tangle check` reports. */
export async function checkPages(texts: readonly string[]): Promise<string[]> {
  return (await checkProject(await openPages(texts))).map(describeDiagnostic)
}

/** What `tangle run` reports about the one example of the page. */
export async function runPage(text: string, scenario: Scenario): Promise<string[]> {
  const project = await openPages([text])
  const { examples, diagnostics } = collectExamples(project)
  const [example] = examples
  if (!example) throw new Error('The page has no example.')
  const prepared = await preparePrograms(project, [example])
  try {
    const result = await runExample(project, example, {
      prepared,
      start: ({ name }) => startMock(name, scenario),
    })
    return [...diagnostics, ...result.diagnostics].map(describeDiagnostic)
  } finally {
    await prepared.remove()
  }
}

/** As `test/host.ts` does it, with a scenario that is no file. */
async function startMock(seed: string, scenario: Scenario) {
  const server = await serveMock({ port: 0, seed, scenario })
  return {
    env: server.environment,
    transcript: () => server.mock.transcript(),
    async stop() {
      await server.close()
      const [deviation] = server.mock.deviations
      if (deviation) throw new Error(`${deviation.where} ${deviation.field}: ${deviation.message}`)
    },
  }
}

function describeDiagnostic({ code, location, message, hint }: Diagnostic): string {
  return [location && formatLocation(location), code, message, hint].filter((part) => part !== undefined).join(' ')
}
