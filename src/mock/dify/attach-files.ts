import { toBytes } from '../bytes.ts'
import { findMediaProblem } from '../model/media.ts'
import { object, oneOf, optional, required, type Shaped, text } from '../shape.ts'
import type { DifyApp } from './dify-app.ts'
import { invalidParameter } from './dify-error.ts'
import type { AttachedFile } from './records.ts'

/** An entry of `files` (Dify specification 5.4). */
export const fileShape = object({
  type: required(oneOf('image', 'document', 'audio', 'video', 'custom')),
  transfer_method: required(oneOf('remote_url', 'local_file')),
  url: optional(text),
  upload_file_id: optional(text),
})

export type SentFile = Shaped<typeof fileShape>

/** Looks up what a message refers to. An app without file upload ignores all of it. */
export function attachFiles(app: DifyApp, user: string, files: readonly SentFile[]): readonly AttachedFile[] {
  const { settings } = app
  if (!settings.fileUpload) return []
  if (files.length > settings.fileLimit)
    throw invalidParameter(`Number of files exceeds the limit ${settings.fileLimit}`)
  return files.map((file) => {
    if (!settings.fileTypes.includes(file.type)) throw invalidParameter(`File type ${file.type} is not allowed`)
    if (!settings.fileMethods.includes(file.transfer_method)) {
      throw invalidParameter(`Transfer method ${file.transfer_method} is not allowed`)
    }
    return file.transfer_method === 'remote_url' ? attachRemote(app, file) : attachUploaded(app, user, file)
  })
}

/** A URL that does not resolve is left to the model, which then has nothing to look at. */
function attachRemote(app: DifyApp, { type, url }: SentFile): AttachedFile {
  if (!url) throw invalidParameter('Invalid file url')
  if (!URL.canParse(url)) throw invalidParameter('Invalid file url')
  const remotes = app.surroundings.scenario.remote ?? {}
  const remote = Object.hasOwn(remotes, url) ? remotes[url] : undefined
  const bytes = remote === undefined ? undefined : toBytes(remote.bytes)
  const mimeType = remote?.mimeType ?? ''
  const problem = bytes === undefined ? 'it is not reachable' : findMediaProblem(mimeType, bytes)
  return {
    id: app.uuid('message-file'),
    method: 'remote_url',
    file: { kind: type, name: undefined, mimeType, bytes, url, problem },
    uploadId: undefined,
  }
}

function attachUploaded(app: DifyApp, user: string, { type, upload_file_id: id }: SentFile): AttachedFile {
  const uploaded = id ? app.files.get(id) : undefined
  // Only the user who uploaded it may use it (Dify specification 5.2).
  if (uploaded === undefined || uploaded.user !== user) throw invalidParameter('Invalid upload file')
  uploaded.used = true
  const { name, mimeType, bytes } = uploaded
  const problem = findMediaProblem(mimeType, bytes)
  return {
    id: app.uuid('message-file'),
    method: 'local_file',
    file: { kind: type, name, mimeType, bytes, url: undefined, problem },
    uploadId: uploaded.id,
  }
}
