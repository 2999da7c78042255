import { DifyClient } from '@parley/sdk/dify'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileFromPath } from '@parley/sdk/node'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const { fileUpload } = await dify.app.parameters()
console.log(`takes files: ${fileUpload.enabled}, at most ${fileUpload.number_limits}`)

const path = join(await mkdtemp(join(tmpdir(), 'survey-')), 'survey.md')
await writeFile(path, 'The lake is 252 meters deep.')
const survey = await dify.files.upload(await fileFromPath(path))
console.log(`${survey.name}, ${survey.mimeType}, ${survey.size} bytes`)

const { answer, conversationId } = await dify.chat.send({
  query: 'How deep is the lake?',
  files: [{ type: 'document', uploadId: survey.id }],
})
console.log(answer)

const drawing = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' })
const map = await dify.files.upload(drawing, {
  name: 'map.svg',
  onProgress: ({ sent, total }) => console.log(`${Math.round((100 * sent) / total)} %`),
})

console.log(new TextDecoder().decode(await dify.files.preview(survey.id)))
const early = await dify.files.preview(map.id).catch((error) => error.code)
console.log(early)

for await (const { query, files } of dify.messages.list(conversationId)) {
  console.log(`${query} with ${files.map(({ filename }) => filename).join(', ')}`)
}
