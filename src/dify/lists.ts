import type { CallOptions, HttpRequest, QueryValue } from '../core/http/index.ts'
import { isRecord } from '../core/read.ts'
import { checkNumbers } from '../core/waits.ts'
import type { DifyContext } from './context.ts'
import { type Page, Pages } from './pages.ts'

/** Options of calls that list something. */
export interface ListOptions extends CallOptions {
  /** Items of a page, from 1 to 100. Default: 20. */
  limit?: number | undefined
}

interface List<Item> {
  path: string
  query: Readonly<Record<string, QueryValue>>
  /** The parameter of the cursor. */
  cursor: string
  read: (value: unknown) => Item | undefined
  /** The cursor behind a page. */
  next: (page: readonly Item[], asked: string | undefined) => string | undefined
  hasMore?: (body: Record<string, unknown>, count: number) => boolean
}

/** A list of the API, whose next page is asked for with what the last one has brought (Dify specification 6). */
export function listOf<Item>({ http }: DifyContext, list: List<Item>, options: ListOptions): Pages<Item> {
  const { limit, signal: ofCall, timeout } = options
  checkNumbers('count', { limit })
  return new Pages(async (cursor, leaving): Promise<Page<Item>> => {
    const signal = ofCall == null ? leaving : AbortSignal.any([ofCall, leaving])
    const query = { ...list.query, [list.cursor]: cursor, limit }
    const reply = await http.open({ method: 'GET', path: list.path, query, signal, timeout })
    const body = await reply.json()
    if (!isRecord(body) || !Array.isArray(body.data)) throw reply.unexpected('a list', body)
    const items = body.data.map(list.read).filter((item) => item !== undefined)
    const hasMore = list.hasMore?.(body, body.data.length) ?? body.has_more === true
    return { items, hasMore, cursor: list.next(items, cursor) }
  })
}

/** The answer to a request, read; something else is an `InvalidResponseError`. */
export async function readOne<Value>(
  { http }: DifyContext,
  request: HttpRequest,
  expected: string,
  read: (value: unknown) => Value | undefined,
): Promise<Value> {
  const reply = await http.open(request)
  const body = await reply.json()
  const value = read(body)
  if (value === undefined) throw reply.unexpected(expected, body)
  return value
}
