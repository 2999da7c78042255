// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code of examples, which stands in strings here.

/** An example to be made: what its page says, and what therefore must come out. */
export interface ExampleDraft {
  /** The steps of the page, each with a name of its own in all pages, in the order in which they run. */
  readonly steps: readonly Step[]
  /** References to blocks of the page of openings, in front of the steps. */
  readonly opening: readonly string[]
  /** Whether the opening leaves a brace open, into which the steps go. */
  readonly isLoop: boolean
  /** The argument of `defineScenario`. */
  readonly scenario: string
  readonly stdout: readonly string[]
  readonly transcript?: readonly string[]
}

export interface Step {
  readonly name: string
  readonly code: readonly string[]
}

type Kind = (id: number) => ExampleDraft

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** The shapes of our own tutorials; each has a length that depends on the number of the example. */
const kinds: readonly Kind[] = [sendDocument, askAndWait, stream, askFurther, sendTable, meetErrors]

/** The draft of an example; the same for the same number each time. */
export function draftExample(id: number): ExampleDraft {
  const kind = kinds[id % kinds.length]
  if (!kind) throw new RangeError(`${id} is no number of an example.`)
  return kind(id)
}

function sendDocument(id: number): ExampleDraft {
  const text = words.slice(0, 1 + (id % 9)).join(' ')
  const name = `document_${id}.txt`
  return {
    opening: ['full_sse_setup', 'init_services'],
    isLoop: true,
    steps: [
      {
        name: `first_message_${id}`,
        code: [
          'const message = await chatService.createAssistantMessage({',
          `  content: 'One moment, I am writing document ${id}.',`,
          '})',
        ],
      },
      { name: `make_document_${id}`, code: [`const bytes = new TextEncoder().encode('${text}')`] },
      {
        name: `upload_${id}`,
        code: [
          'const uploaded = await contentService.upload(bytes, {',
          `  name: '${name}',`,
          "  mimeType: 'text/plain',",
          '  chatId: event.payload.chatId,',
          '  skipIngestion: true,',
          '})',
          'console.log(`Uploaded ${uploaded.key}, ${bytes.byteLength} bytes.`)',
        ],
      },
      {
        name: `refer_${id}`,
        code: [
          "import { contentReference } from '@parley/sdk/unique'",
          '',
          'await chatService.modifyAssistantMessage({',
          '  messageId: message.id,',
          `  content: 'Here is document ${id}.<sup>1</sup>',`,
          '  references: [contentReference(uploaded, { sequenceNumber: 1 })],',
          '})',
        ],
      },
      { name: `free_${id}`, code: ['await chatService.freeUserInput()'] },
    ],
    scenario: `{ user: [{ text: 'Please write document ${id}.' }] }`,
    stdout: [`Uploaded ${name}, ${text.length} bytes.`],
    transcript: [
      `user: Please write document ${id}.`,
      'input: locked',
      `assistant: One moment, I am writing document ${id}.`,
      `assistant, edited: Here is document ${id}.[1]`,
      `  [1] ${name} (text/plain, ${text.length} bytes)`,
      'input: free',
    ],
  }
}

function askAndWait(id: number): ExampleDraft {
  const rounds = 1 + (id % 3)
  const further = Array.from({ length: rounds }, (_, round) => ({
    name: `ask_again_${id}_${round}`,
    code: [
      `const again${round} = await dify.chat.send({`,
      `  query: 'And question ${id}, part ${round}?',`,
      '  conversationId: reply.conversationId,',
      '})',
      `console.log(again${round}.answer)`,
    ],
  }))
  return {
    opening: ['dify_setup'],
    isLoop: false,
    steps: [
      {
        name: `ask_${id}`,
        code: [`const reply = await dify.chat.send({ query: 'Question ${id}?' })`, 'console.log(reply.answer)'],
      },
      {
        name: `metadata_${id}`,
        code: [
          'const { mode, metadata } = reply',
          'console.log(`${mode} app, ${metadata.retrieverResources.length} sources`)',
        ],
      },
      ...further,
    ],
    scenario: '{ model: ({ query }) => `I was asked: ${query}` }',
    stdout: [
      `I was asked: Question ${id}?`,
      'chat app, 0 sources',
      ...further.map((_, round) => `I was asked: And question ${id}, part ${round}?`),
    ],
  }
}

function stream(id: number): ExampleDraft {
  const deltas = words.slice(0, 3 + (id % 7)).map((word) => `${word} `)
  return {
    opening: ['dify_setup'],
    isLoop: false,
    steps: [
      {
        name: `stream_${id}`,
        code: [
          `const story = dify.chat.stream({ query: 'Count, number ${id}.' })`,
          'for await (const text of story.textStream) process.stdout.write(text)',
          "process.stdout.write('\\n')",
        ],
      },
      {
        name: `final_${id}`,
        code: [
          'const { answer, messageId } = await story.final()',
          'console.log(`${answer.length} characters, to be continued: ${Boolean(messageId)}`)',
        ],
      },
    ],
    scenario: `{ model: () => ${JSON.stringify(deltas)} }`,
    stdout: [deltas.join(''), `${deltas.join('').length} characters, to be continued: true`],
  }
}

function askFurther(id: number): ExampleDraft {
  const questions = words.slice(0, 1 + (id % 4)).map((word) => `Why ${word} and ${id}?`)
  return {
    opening: ['dify_setup'],
    isLoop: false,
    steps: [
      {
        name: `topic_${id}`,
        code: [`const reply = await dify.chat.send({ query: 'What is ${id}?' })`, 'console.log(reply.answer)'],
      },
      {
        name: `suggested_${id}`,
        code: ['for (const question of await dify.messages.suggested(reply.messageId)) console.log(`- ${question}`)'],
      },
    ],
    scenario: `{ model: () => 'A number.', dify: { suggest: () => ${JSON.stringify(questions)} } }`,
    stdout: ['A number.', ...questions.map((question) => `- ${question}`)],
  }
}

function sendTable(id: number): ExampleDraft {
  const rows = words.slice(0, 1 + (id % 8)).map((word, at) => `${word},${at}\\n`)
  return {
    opening: ['dify_setup'],
    isLoop: false,
    steps: [
      {
        name: `table_${id}`,
        code: [
          `const csv = 'name,value\\n${rows.join('')}'`,
          `const table = await dify.files.upload(new Blob([csv], { type: 'text/csv' }), { name: 'table_${id}.csv' })`,
          'console.log(`${table.name}, ${csv.length} characters`)',
        ],
      },
      {
        name: `read_table_${id}`,
        code: [
          'const read = await dify.chat.send({',
          "  query: 'What is in this table?',",
          "  files: [{ type: 'document', uploadId: table.id }],",
          '})',
          'console.log(read.answer)',
        ],
      },
    ],
    scenario: `{ model: () => 'Rows: ${rows.length}.' }`,
    stdout: [
      `table_${id}.csv, ${`name,value\\n${rows.join('')}`.replaceAll('\\n', '\n').length} characters`,
      `Rows: ${rows.length}.`,
    ],
  }
}

function meetErrors(id: number): ExampleDraft {
  return {
    opening: ['dify_setup'],
    isLoop: false,
    steps: [
      {
        name: `known_${id}`,
        code: [`const reply = await dify.chat.send({ query: 'Hello ${id}' })`, 'console.log(reply.answer)'],
      },
      {
        name: `unknown_${id}`,
        code: [
          "import { NotFoundError } from '@parley/sdk'",
          '',
          'try {',
          `  await dify.chat.send({ query: 'Hello', conversationId: reply.conversationId, user: 'user-${id}' })`,
          '} catch (error) {',
          '  if (!NotFoundError.isInstance(error)) throw error',
          '  console.log(`${error.status} ${error.code}`)',
          '}',
        ],
      },
    ],
    scenario: `{ model: () => 'Hello, number ${id}.' }`,
    stdout: [`Hello, number ${id}.`, '404 not_found'],
  }
}
