import { isHeader } from '../../core/http/index.ts'
import { isRecord, optionalDate, optionalString, parseJson, present } from '../../core/read.ts'
import { WEBHOOK_HEADERS } from '../../platforms/unique/wire.ts'
import { signBody } from './signature.ts'

/** Options of `signedWebhookRequest`. */
export interface SignedWebhookOptions {
  /** The secret of the endpoint. */
  secret: string
  /** Default: `http://localhost/webhook`. */
  url?: string | undefined
  /** When the platform says that it made the event. Default: what the event says, else now. */
  createdAt?: Date | undefined
}

/**
 * A request as the platform sends it to a webhook, signed: for tests of your app.
 *
 * @param event as it travels (Unique specification 4.2), or the body itself, as a text
 */
export async function signedWebhookRequest(
  event: Readonly<Record<string, unknown>> | string,
  { secret, url = 'http://localhost/webhook', createdAt }: SignedWebhookOptions,
): Promise<Request> {
  const text = typeof event === 'string' ? event : JSON.stringify(event)
  const parsed = parseJson(text)
  const fields = isRecord(parsed) ? parsed : {}
  const time = createdAt ?? optionalDate(fields.createdAt) ?? new Date()
  const body = new TextEncoder().encode(text)
  const headers = present({
    'content-type': 'application/json',
    [WEBHOOK_HEADERS.signature]: await signBody(body, secret),
    [WEBHOOK_HEADERS.version]: '1.0.0',
    [WEBHOOK_HEADERS.createdAt]: String(Math.floor(time.getTime() / 1000)),
    [WEBHOOK_HEADERS.id]: headerValue(fields.id),
    [WEBHOOK_HEADERS.userId]: headerValue(fields.userId),
    [WEBHOOK_HEADERS.companyId]: headerValue(fields.companyId),
  }) as Record<string, string>
  return new Request(url, { method: 'POST', headers, body })
}

/** Characters that no header can have are left out: nothing of these is signed. */
function headerValue(value: unknown): string | undefined {
  const text = optionalString(value)
  return text !== undefined && isHeader('x-any', text) ? text : undefined
}
