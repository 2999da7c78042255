import {
  settingsFromEnvironment,
  chatEvents,
  ChatService,
  ContentService,
  OpenAIMessageBuilder,
  OpenAIUserMessageBuilder,
  toPromptMessages,
  LanguageModelName,
  contentReference,
} from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  console.log(event.payload.userMessage.text)

  const chat = ChatService.fromEvent(event, settings)
  const contents = ContentService.fromEvent(event, settings)

  const { images, documents } = await chat.listImagesAndDocuments()
  for (const file of documents) {
    console.log(`${file.key}: ${await chat.download(file.id).text()}`)
  }

  const question = new OpenAIUserMessageBuilder().text('What is this?')
  for (const image of images) {
    question.image({ bytes: await chat.download(image.id).bytes(), mimeType: 'image/png' })
  }

  const { messages } = new OpenAIMessageBuilder().system('Answer in one sentence.').user(question)

  const history = await chat.getHistory()
  console.log(`Said before: ${toPromptMessages(history).length}`)

  const chunks = await contents.searchChunks('bread', { chatId: event.payload.chatId, chatOnly: true, limit: 5 })
  console.log(`Found: ${chunks.map(({ text }) => text)}`)

  await chat.memory.set('language', { code: 'en' })
  console.log(JSON.stringify(await chat.memory.get('language')))

  const step = await chat.log.add('Reading the list')
  const { order, status } = await chat.log.change(step, { status: 'COMPLETED' })
  console.log(`Step ${order}: ${status}`)

  const schema = { type: 'object', properties: { count: { type: 'integer' } } }
  const form = await chat.elicitations.create({ message: 'How many?', toolName: 'order', schema })
  console.log(`${form.message} ${form.status}`)

  const completion = await chat.completeWithReferences({
    messages,
    model: LanguageModelName.AZURE_GPT_4o_2024_1120,
  })
  console.log(completion.message.content)

  const note = await chat.createAssistantMessage({ content: 'I am writing it down.' })

  const { label } = await chat.createMessageAssessment({ type: 'HALLUCINATION', status: 'DONE', label: 'GREEN' })
  console.log(label)

  const uploaded = await contents.upload(new TextEncoder().encode('Noted.'), {
    name: 'note.txt',
    mimeType: 'text/plain',
    chatId: event.payload.chatId,
    skipIngestion: true,
  })

  await chat.modifyAssistantMessage({
    messageId: note.id,
    content: 'It is written down.<sup>1</sup>',
    references: [contentReference(uploaded, { sequenceNumber: 1 })],
  })

  await chat.freeUserInput()
}
