import { decodeText } from '../bytes.ts'
import type { Exchange } from '../exchange.ts'
import { type Part, readMultipart } from '../multipart.ts'
import type { DifyApp } from './dify-app.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import type { UploadedFile } from './records.ts'
import { DEFAULT_USER, type DifyRoutes, type MockApp } from './route.ts'
import { toSeconds } from './to-seconds.ts'

const MEGABYTE = 1024 * 1024
/** Category and limit in megabytes by extension; anything else may have 15 (Dify specification 5.1). */
const LIMITS: readonly (readonly [readonly string[], number])[] = [
  [['jpg', 'jpeg', 'png', 'webp', 'gif', 'svg'], 10],
  [['mp4', 'mov', 'mpeg', 'webm'], 100],
  [['mp3', 'm4a', 'wav', 'amr', 'mpga'], 50],
]

/** `/files` (Dify specification 5). */
export function addFileRoutes(routes: DifyRoutes, apps: () => Iterable<DifyApp>): void {
  routes.add({
    method: 'POST',
    path: '/files/upload',
    cite: 'Dify specification 5.1',
    user: 'form',
    chatOnly: false,
    handle({ exchange, app }) {
      const parts = readMultipart(exchange.bytes, exchange.headers.get('content-type') ?? '')
      const { part, name } = checkUpload(parts)
      reportFields(exchange, parts)
      const field = parts.find((candidate) => candidate.name === 'user' && candidate.filename === undefined)
      const user = (field && decodeText(field.bytes)) || DEFAULT_USER
      const origin = app.surroundings.origin ?? exchange.url.origin
      return Response.json(toWireFile(app, store(app, user, part, name), origin), { status: 201 })
    },
  })

  routes.add({
    method: 'GET',
    path: '/files/:id{uuid}/preview',
    cite: 'Dify specification 5.3',
    user: 'none',
    chatOnly: false,
    query: ['as_attachment'],
    handle({ app, parameters, query }) {
      const id = parameters.id ?? ''
      const file = app.files.get(id)
      if (file?.used) return toPreview(file, /^(?:true|1|yes|on)$/i.test(query.get('as_attachment') ?? ''))
      const elsewhere = [...apps()].some((other) => other !== app && other.files.get(id)?.used)
      if (elsewhere) {
        throw new DifyError(403, 'file_access_denied', 'File access denied: not owned by requesting app')
      }
      throw new DifyError(404, 'file_not_found', 'File not found in message context')
    },
  })
}

/** The public addresses of files, beside the API: whoever has the signature may read (Dify specification 5.1). */
export function addPublicFiles(hono: MockApp, apps: () => Iterable<DifyApp>): void {
  hono.get('/:id/file-preview', (context) => {
    const files = [...apps()].map((app) => app.files.get(context.req.param('id')))
    const file = files.find((candidate) => candidate?.signature === context.env.url.searchParams.get('sign'))
    if (file === undefined) throw new DifyError(404, 'not_found', 'File not found or signature is invalid')
    return toPreview(file, false)
  })
}

/** The checks of Dify specification 5.1, in their order. */
function checkUpload(parts: readonly Part[]): { readonly part: Part; readonly name: string } {
  const files = parts.filter(({ filename }) => filename !== undefined)
  const part = files.find(({ name }) => name === 'file')
  if (part === undefined) throw new DifyError(400, 'no_file_uploaded', 'Please upload your file.')
  if (files.length > 1) throw new DifyError(400, 'too_many_files', 'Only one file is allowed.')
  if (!part.contentType) throw new DifyError(415, 'unsupported_file_type', 'File type not allowed.')
  const name = part.filename ?? ''
  if (name === '') throw new DifyError(400, 'filename_not_exists_error', 'The specified filename does not exist.')
  if (/[/\\]/.test(name)) throw invalidParameter('Filename contains invalid characters')
  const limit = LIMITS.find(([extensions]) => extensions.includes(extensionOf(name)))?.[1] ?? 15
  if (part.bytes.byteLength > limit * MEGABYTE) throw new DifyError(413, 'file_too_large', '')
  return { part, name }
}

function reportFields(exchange: Exchange, parts: readonly Part[]): void {
  for (const { name } of parts) {
    if (name !== 'file' && name !== 'user') {
      exchange.report('form', name, `${name} is not named by the specification (Dify specification 5.1)`)
    }
  }
}

function store(app: DifyApp, user: string, part: Part, name: string): UploadedFile {
  const extension = extensionOf(name)
  const file: UploadedFile = {
    id: app.uuid('file'),
    user,
    // The extension survives the cut.
    name: name.length > 200 ? `${name.slice(0, 200 - extension.length - 1)}.${extension}` : name,
    extension,
    mimeType: part.contentType ?? '',
    bytes: part.bytes,
    signature: app.surroundings.ids.token('sign_'),
    createdAt: app.now(),
    used: false,
  }
  app.files.set(file.id, file)
  return file
}

function extensionOf(name: string): string {
  return name.match(/\.([^.]+)$/)?.[1]?.toLowerCase() ?? ''
}

function toWireFile(app: DifyApp, file: UploadedFile, origin: string): Record<string, unknown> {
  const user = app.endUserId(file.user)
  return {
    id: file.id,
    name: file.name,
    size: file.bytes.byteLength,
    extension: file.extension || null,
    mime_type: file.mimeType,
    created_by: user,
    created_at: toSeconds(file.createdAt),
    reference: null,
    preview_url: null,
    // A client may open it as it is: it needs no key.
    source_url: `${origin}/files/${file.id}/file-preview?sign=${file.signature}`,
    original_url: null,
    user_id: user,
    tenant_id: app.id,
    conversation_id: null,
    file_key: null,
  }
}

/** Dify specification 5.3. HTML is never shown. */
function toPreview(file: UploadedFile, asAttachment: boolean): Response {
  const headers = new Headers({
    'Content-Type': file.mimeType,
    'Content-Length': String(file.bytes.byteLength),
    'Cache-Control': 'public, max-age=3600',
  })
  if (/^(?:audio|video)\//.test(file.mimeType)) headers.set('Accept-Ranges', 'bytes')
  if (asAttachment || /^text\/html\b/.test(file.mimeType)) {
    headers.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    headers.set('Content-Type', 'application/octet-stream')
  }
  return new Response(file.bytes, { headers })
}
