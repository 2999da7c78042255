import type { PageLine } from '../mutation.ts'

/** Lines of one page, by their text. */
const on =
  (page: string) =>
  (...lines: string[]): PageLine[] =>
    lines.map((line) => ({ page, line }))

export const onOptions = on('docs/reference/options-on-the-wire.md')
export const onMock = on('docs/reference/mock.md')
export const onErrors = on('docs/reference/errors.md')
export const onUpload = on('docs/tutorials/upload-to-chat.md')
export const onImages = on('docs/tutorials/images-and-documents.md')
export const onSend = on('docs/tutorials/send-chat-message.md')
export const onBlocking = on('docs/tutorials/blocking-response.md')
export const onStreaming = on('docs/tutorials/streaming-response.md')
export const onStop = on('docs/tutorials/stop-chat-generation.md')
export const onSuggested = on('docs/tutorials/get-suggested-questions.md')
export const onSetUp = on('docs/tutorials/set-up.md')
export const onReadme = on('README.md')
