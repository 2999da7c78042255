import type { CallOptions, HttpClient } from '../../core/http/index.ts'
import { isRecord, parseJson } from '../../core/read.ts'
import { UNIQUE_PATHS, type WireMemoryRequest } from './wire.ts'

/** A10 `POST /short-term-memory`. The latest one counts, so that writing the same twice does no harm. */
export async function createMemory(http: HttpClient, json: WireMemoryRequest, options: CallOptions): Promise<void> {
  const reply = await http.open({ method: 'POST', path: UNIQUE_PATHS.memory, json, idempotent: true, ...options })
  const body = await reply.json()
  if (!isRecord(body) || typeof body.id !== 'string') throw reply.unexpected('a memory', body)
}

/**
 * A10 `POST /short-term-memory/find-latest`: `undefined` if there is none, which the platform says with an empty body.
 * A text that is no JSON was written by others as it is.
 */
export async function findMemory(http: HttpClient, json: WireMemoryRequest, options: CallOptions): Promise<unknown> {
  const path = UNIQUE_PATHS.memoryLatest
  const reply = await http.open({ method: 'POST', path, json, idempotent: true, ...options })
  const body = await reply.json()
  if (!isRecord(body) || typeof body.id !== 'string') {
    if (body === null || (isRecord(body) && Object.keys(body).length === 0)) return undefined
    throw reply.unexpected('a memory', body)
  }
  if (typeof body.data !== 'string') return body.data ?? null
  const value = parseJson(body.data)
  return value === undefined ? body.data : value
}
