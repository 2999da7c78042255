import { readAddress } from '../../core/http/index.ts'
import { UNIQUE_PATHS } from './wire.ts'

/**
 * How the path below the origin is found: `next`, `external` and `internal` name it, `legacy` derives it from the host.
 */
export type UniqueApiType = 'legacy' | 'next' | 'external' | 'internal'

export const UNIQUE_API_TYPES: readonly UniqueApiType[] = ['legacy', 'next', 'external', 'internal']

interface HostRule {
  matches: (hostname: string, port: string) => boolean
  basePath: string
}

/** Unique specification 1.1: the first rule that matches wins. */
const LEGACY_RULES: readonly HostRule[] = [
  { matches: (hostname) => hostname.includes('unique-api'), basePath: '' },
  {
    matches: (hostname, port) => port === '8096' && (hostname.includes('localhost') || hostname === '127.0.0.1'),
    basePath: '',
  },
  {
    matches: (hostname) =>
      ['localhost', 'svc.cluster.local', '.svc.'].some((part) => hostname.includes(part)) || hostname.endsWith('.svc'),
    basePath: '/public',
  },
  // Contains `gateway.qa.unique` or `gateway.unique`.
  { matches: (hostname) => /gateway\.(qa\.)?unique/.test(hostname), basePath: '/public/chat-gen2' },
]

const LEGACY_DEFAULT = '/public/chat'

const NAMED_BASE_PATHS: Readonly<Record<Exclude<UniqueApiType, 'legacy'>, string>> = {
  next: '/public/chat-gen2',
  external: '/public/chat',
  internal: '/public',
}

/** The address that every endpoint path is appended to. The given URL supplies scheme, host and port only. */
export function uniqueApiBase(baseUrl: string, apiType: UniqueApiType = 'legacy'): string {
  const { origin, hostname, port } = parse(baseUrl)
  return origin + (apiType === 'legacy' ? legacyBasePath(hostname, port) : NAMED_BASE_PATHS[apiType])
}

/** The address of the event socket. Written by hand, since the commas between subscriptions stay as they are. */
export function uniqueEventStreamUrl(baseUrl: string, subscriptions: readonly string[]): string {
  const list = subscriptions.map(encodeURIComponent).join(',')
  return `${parse(baseUrl).origin}${UNIQUE_PATHS.eventStream}?subscriptions=${list}`
}

function legacyBasePath(hostname: string, port: string): string {
  return LEGACY_RULES.find((rule) => rule.matches(hostname, port))?.basePath ?? LEGACY_DEFAULT
}

function parse(baseUrl: string): URL {
  return readAddress(baseUrl, 'UNIQUE_API_BASE_URL', 'https://gateway.example.com; give scheme, host and port')
}
