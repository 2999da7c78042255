/** Headers that belong to HTTP, browsers and HTTP clients in general, so that no platform needs to name them. */
const GENERAL = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'dnt',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'last-event-id',
  'origin',
  'pragma',
  'priority',
  'proxy-connection',
  'range',
  'referer',
  'te',
  'traceparent',
  'tracestate',
  'transfer-encoding',
  'upgrade-insecure-requests',
  'user-agent',
])

/** Names of the headers in `headers` that neither HTTP in general nor `named` knows; a last `*` there stands for any end. */
export function strangeHeaders(headers: Headers, named: readonly string[]): readonly string[] {
  const isNamed = (name: string) =>
    named.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))
  return [...headers.keys()].filter((name) => !GENERAL.has(name) && !name.startsWith('sec-') && !isNamed(name))
}

/** The headers as they may be shown: a key is a secret, also in a log. */
export function maskHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => {
      if (name !== 'authorization' && name !== 'cookie') return [name, value]
      const [scheme = '', ...rest] = value.split(' ')
      return [name, rest.length > 0 ? `${scheme} ***` : '***']
    }),
  )
}
