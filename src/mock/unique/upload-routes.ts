import type { Exchange } from '../exchange.ts'
import { strangeHeaders } from '../request-headers.ts'
import type { MockApp } from './route.ts'
import type { World } from './world.ts'

const NAMED = ['x-ms-blob-type', 'x-ms-blob-content-type']

/**
 * The blob storage behind writeUrl and readUrl (Unique specification 3.1, step 2). It knows no users and no keys but
 * the one in the URL, and refuses in its own shape.
 */
export function addUploadRoutes(app: MockApp, world: World): void {
  app.put('/upload', (context) => {
    const exchange = context.env
    checkHeaders(exchange)
    const key = exchange.url.searchParams.get('key')
    const content = key ? [...world.contents.values()].find(({ uploadKey }) => uploadKey === key) : undefined
    if (content === undefined) return blobError(403, 'AuthenticationFailed', 'The upload key is not valid.')
    if (exchange.headers.get('x-ms-blob-type') !== 'BlockBlob') {
      return blobError(400, 'MissingRequiredHeader', 'x-ms-blob-type must be BlockBlob.')
    }
    // Called in process there is neither header; over HTTP a body has one of the two.
    if (/\bchunked\b/i.test(exchange.headers.get('transfer-encoding') ?? '')) {
      exchange.report('header', 'content-length', 'content-length is missing (Unique specification 3.1)')
      return blobError(411, 'MissingContentLengthHeader', 'Content-Length is required.')
    }
    const type = exchange.headers.get('x-ms-blob-content-type')
    if (exchange.url.searchParams.has('preview')) return new Response(null, { status: 201 })
    if (type !== null && type !== content.mimeType) {
      const message = `x-ms-blob-content-type is ${type}, the content is ${content.mimeType}`
      exchange.report('header', 'x-ms-blob-content-type', `${message} (Unique specification 3.1)`)
    }
    content.staged = exchange.bytes
    return new Response(null, { status: 201, headers: { ETag: `"${content.id}"` } })
  })

  app.get('/upload', (context) => {
    const key = context.env.url.searchParams.get('key')
    const content = key ? [...world.contents.values()].find(({ uploadKey }) => uploadKey === key) : undefined
    if (content === undefined) return blobError(403, 'AuthenticationFailed', 'The key is not valid.')
    const bytes = content.staged ?? content.bytes
    return new Response(bytes, { headers: { 'Content-Type': content.mimeType } })
  })
}

function checkHeaders(exchange: Exchange): void {
  const { headers, report } = exchange
  for (const name of strangeHeaders(headers, NAMED)) {
    report('header', name, `${name} must not be sent to a writeUrl (Unique specification 3.1)`)
  }
  for (const name of NAMED) {
    if (!headers.get(name)) report('header', name, `${name} is missing (Unique specification 3.1)`)
  }
  for (const name of new Set(exchange.url.searchParams.keys())) {
    if (name !== 'key' && name !== 'preview') report('query', name, `${name} is not part of the writeUrl`)
  }
}

function blobError(status: number, code: string, message: string): Response {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return new Response(body, { status, headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code } })
}
