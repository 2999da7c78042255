/** The file with the ledger: committed, so that a fresh clone can tell stale from edited by hand. */
export const ledgerPath = 'tangle.ledger'

const header = '# What tangle wrote last: SHA-256 and path. Generated; commit it.'

/** Path of a target to the hash of what was written there last. */
export type Ledger = ReadonlyMap<string, string>

/** The same text has the same hash on every platform: a carriage return that a checkout added does not count. */
export async function hashText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text.replaceAll('\r\n', '\n'))
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Reads a ledger. Lines that it does not understand, such as those of a merge conflict, are passed by. */
export function parseLedger(text: string): Map<string, string> {
  const ledger = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const match = /^([0-9a-f]{64}) {2}(.+)$/.exec(line)
    if (match?.[1] && match[2]) ledger.set(match[2], match[1])
  }
  return ledger
}

/** One sorted line per target, and no times, so that two branches merge line by line. */
export function formatLedger(ledger: Ledger): string {
  const paths = [...ledger.keys()].sort()
  return `${[header, ...paths.map((path) => `${ledger.get(path)}  ${path}`)].join('\n')}\n`
}
