import { draftExample, type ExampleDraft } from './example-kinds.ts'

/** What must come out of an example, however it is run. */
export interface ExpectedExample {
  readonly name: string
  readonly stdout: string
  /** `undefined` where the page does not show it. */
  readonly transcript: readonly string[] | undefined
}

export interface ExamplePages {
  /** Texts by path. */
  readonly pages: ReadonlyMap<string, string>
  readonly examples: readonly ExpectedExample[]
}

/** A tutorial for each example, and a page with the openings that they have in common. */
export function makeExamplePages(count: number): ExamplePages {
  const pages = new Map([['docs/set-up.md', setUpPage]])
  const examples: ExpectedExample[] = []
  for (let id = 0; id < count; id++) {
    const name = `example_${String(id).padStart(3, '0')}`
    const draft = draftExample(id)
    pages.set(`docs/${name}.md`, makePage(name, id, draft))
    examples.push({ name, stdout: `${draft.stdout.join('\n')}\n`, transcript: draft.transcript })
  }
  return { pages, examples }
}

const setUpPage = `# Set up

A program for Unique waits for events:

\`\`\`ts {#full_sse_setup}
import { chatEvents, settingsFromEnvironment } from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
\`\`\`

Each event gets services of its own:

\`\`\`ts {#init_services}
import { ChatService, ContentService } from '@parley/sdk/unique'

const chatService = ChatService.fromEvent(event, settings)
const contentService = ContentService.fromEvent(event, settings)
\`\`\`

A program for Dify asks:

\`\`\`ts {#dify_setup}
import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })
\`\`\`
`

/** Paragraphs of about the length that those of our tutorials have. */
const paragraphs = [
  'The platform reserves a place, the bytes go there, and the platform is told that they have arrived.',
  'Each answer is checked, so what did not get through is an error *here*, and not an empty link later.',
  '- Leave it out if it should be found again.\n- Keep it if it is only passed on.\n\n> It counts once per chat.',
  '| option | what it is |\n| --- | --- |\n| `name` | what the person reads |\n| `user` | for whom it asks |',
  'See [the set-up](./set-up.md) for where the client comes from, and what it reads from its environment.',
]

function makePage(name: string, id: number, draft: ExampleDraft): string {
  const parts = [`# Tutorial ${id}`]
  draft.steps.forEach((step, at) => {
    parts.push(`## Step ${at + 1}`)
    for (let more = 0; more <= (id + at) % 3; more++) parts.push(paragraphs[(id + at + more) % paragraphs.length] ?? '')
    parts.push(block(`{#${step.name}}`, step.code))
  })
  parts.push('## What comes out', block(`{output=${name}}`, draft.stdout, 'text'))
  if (draft.transcript) parts.push(block(`{transcript=${name}}`, draft.transcript, 'text'))
  parts.push(`[Full example](../examples_from_docs/${name}.ts)`)
  const indent = draft.isLoop ? '  ' : ''
  const [first, ...inside] = [...draft.opening, ...draft.steps.map((step) => step.name)].map((step) => `<<${step}>>`)
  const program = [first ?? '', ...inside.flatMap((step) => ['', indent + step]), ...(draft.isLoop ? ['}'] : [])]
  const scenario = [
    "import { defineScenario } from '@parley/sdk/mock'",
    '',
    `export default defineScenario(${draft.scenario})`,
  ]
  const hidden = [
    block(`{file=examples_from_docs/${name}.ts}`, program),
    block(`{file=test/scenarios/${name}.ts}`, scenario),
  ]
  parts.push(`<!--\n${hidden.join('\n\n')}\n-->`)
  return `${parts.join('\n\n')}\n`
}

function block(attributes: string, lines: readonly string[], language = 'ts'): string {
  return `\`\`\`${language} ${attributes}\n${lines.join('\n')}\n\`\`\``
}
