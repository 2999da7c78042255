import { type Clock, systemClock, type Fetch } from '@parley/sdk'
import {
  ChatService,
  chatEvents,
  ContentService,
  contentReference,
  settingsFromEnvironment,
  OpenAIMessageBuilder,
  toPromptMessages,
} from '@parley/sdk/unique'

const limits = new Set<number>()
const waits: number[] = []

const clock: Clock = {
  now: () => Date.UTC(2025, 0, 15, 9),
  timer(milliseconds, callback) {
    limits.add(milliseconds)
    return systemClock.timer(milliseconds, callback)
  },
  async sleep(milliseconds) {
    waits.push(milliseconds)
  },
}

const ids = /[0-9a-f-]{36}|(?<=\b(?:assistant|chat|cont|msg)_|key=|localhost:|Bearer |-id: )[\w-]+/g
let shownHeaders = ''

const fetchAndShow: Fetch = async (input, init) => {
  const { pathname, search } = new URL(input)
  console.log(`${init.method} ${decodeURIComponent(pathname + search)}`.replace(ids, '*'))
  const headers = [...new Headers(init.headers)].map((header) => `  ${header.join(': ')}`.replace(ids, '*')).join('\n')
  if (headers !== shownHeaders) console.log(headers)
  shownHeaders = headers
  if (init.body instanceof FormData) console.log(' ', [...init.body].map(showPart).join(', '))
  if (typeof init.body === 'string') console.log(' ', init.body.replace(ids, '*'))
  return fetch(input, init)
}

function showPart([name, value]: [string, unknown]): string {
  return `${name}: ${value instanceof File ? `${value.name} (${value.type})` : value}`
}

const shown = settingsFromEnvironment(undefined, { fetch: fetchAndShow, clock })

for await (const event of chatEvents(settingsFromEnvironment())) {
  const chat = ChatService.fromEvent(event, shown)
  const contents = ContentService.fromEvent(event, shown)

  await chat.createAssistantMessage({ content: 'One moment.' })
  await chat.modifyAssistantMessage({ content: 'Another moment.' })
  const text = await contents.upload(new TextEncoder().encode('One, two'), { name: 'text.txt', chatId: chat.chatId })
  const file = chat.download(text.id)
  console.log(await file.fileName(), await file.text())
  const { images, documents } = await chat.listImagesAndDocuments()
  console.log(`${images.length} images, ${documents.length} documents`)
  await chat.completeWithReferences({ model: 'AZURE_GPT_4o_2024_1120', messages: [{ role: 'user', content: 'Hello' }] })
  await chat.completeWithReferences({ model: 'AZURE_GPT_5_2025_0807', messages: [{ role: 'user', content: 'Hello' }] })
  console.log(JSON.stringify(contentReference(text, { sequenceNumber: 1 })).replace(ids, '*'))
  console.log(`limits: ${[...limits].join(' and ')} ms`)

  limits.clear()
  const created = await chat.createAssistantMessage({
    content: 'Here it is.<sup>1</sup>',
    originalContent: 'Here it is.[source0]',
    references: [contentReference(text, { sequenceNumber: 1, name: 'The text', description: 'Two words' })],
    debugInfo: { step: 1 },
    setCompletedAt: false,
    timeout: 30_000,
  })
  const table = await contents.upload(new Blob(['1,2']), {
    name: 'table.csv',
    mimeType: 'text/csv',
    chatId: chat.chatId,
    skipIngestion: true,
    hideInChat: true,
    ingestionConfig: { chunkStrategy: 'UNIQUE_DEFAULT_CHUNKING' },
    metadata: { from: 'the options' },
  })
  await contents.upload(new Blob(['1,2'], { type: 'text/csv' }), { name: 'table.csv', scopeId: 'scope_1', skipExcelIngestion: true })
  await chat.completeWithReferences({
    model: 'AZURE_GPT_4o_2024_1120',
    messages: [{ role: 'user', content: 'What does the table say?' }],
    contentChunks: [{ id: table.id, key: table.key, order: 1 }],
    temperature: 0.5,
    tools: [{ name: 'add', description: 'Adds numbers.', parameters: { type: 'object' } }],
    startText: 'It says: ',
    debugInfo: { step: 2 },
    modelTimeout: 60_000,
    options: { reasoning_effort: 'low' },
  })
  await chat.modifyAssistantMessage({ messageId: created.id, setCompletedAt: true })
  console.log(`limits: ${[...limits].join(' and ')} ms`)

  const prompt = new OpenAIMessageBuilder(toPromptMessages([created])).system('Be brief.').user('What did you say?')
  for (const { role, content } of prompt.messages) console.log(`${role}: ${content}`)
}
