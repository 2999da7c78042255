import {
  chatEvents,
  settingsFromEnvironment,
  ChatService,
  OpenAIMessageBuilder,
  OpenAIUserMessageBuilder,
  LanguageModelName,
} from '@parley/sdk/unique'
import mime from 'mime-types'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)

  const { images, documents } = await chatService.listImagesAndDocuments()

  for (const file of documents) {
    const bytes = await chatService.download(file.id).bytes()
    console.log(`${file.key}: ${bytes.byteLength} bytes`)
  }

  const builder = new OpenAIMessageBuilder().system('You are a helpful assistant.')
  const [image] = images
  const mimeType = image && mime.lookup(image.key)
  if (image && mimeType) {
    builder.user(
      new OpenAIUserMessageBuilder()
        .text('What is in this image?')
        .image({ bytes: await chatService.download(image.id).bytes(), mimeType }),
    )
  } else {
    builder.user('Can you see an image? If not, say so.')
  }

  await chatService.completeWithReferences({
    messages: builder.messages,
    model: LanguageModelName.AZURE_GPT_4o_2024_1120,
  })

  await chatService.freeUserInput()
}
