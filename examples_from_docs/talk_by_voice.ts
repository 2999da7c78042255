import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const recording = await dify.audio.fromText('How deep is the sea?')
console.log(recording.mimeType)

const query = await dify.audio.toText(recording.bytes, { name: 'question.wav', mimeType: recording.mimeType })
console.log(query)

const { answer, messageId } = await dify.chat.send({ query })
const spoken = await dify.audio.fromMessage(messageId)
console.log(`${answer} (${spoken.bytes.byteLength} bytes of speech)`)

const upload = await dify.files.upload(recording.bytes, { name: 'question.wav', mimeType: recording.mimeType })
const speaker = await dify.app.endUser(upload.createdBy ?? '')
console.log(speaker.externalUserId ?? 'somebody')
