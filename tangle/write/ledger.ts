/** The file with the ledger: committed, so that a fresh clone can tell stale from edited by hand. */
export const ledgerPath = 'tangle.ledger'

/**
 * What a run is about to write, kept from before its first write until its ledger is written. After a crash in between,
 * the next run knows from here which files are the work of the one that died. Not committed.
 */
export const journalPath = '.tangle/journal'

/**
 * What was written on this machine last, with the lines of a ledger. A ledger may come from anybody; this does not. Not
 * committed.
 */
export const writtenPath = '.tangle/written'

const header = '# What tangle wrote last: SHA-256 and path. Generated; commit it.'
/** Of a project that is one of Entangled by its database alone. */
const entangledHeader = '# What tangle wrote last, as Entangled does: SHA-256 and path. Generated; commit it.'
const journalHeader = '# What tangle was about to write when it was interrupted: SHA-256 and path.'

/** Path of a target to the hash of what was written there last. */
export type Ledger = ReadonlyMap<string, string>

/** Path of a target to the hashes of everything that interrupted runs may have written there. */
export type Journal = ReadonlyMap<string, ReadonlySet<string>>

/** Node does it at once; a browser has nothing but a promise for it. */
const node: typeof import('node:crypto') | undefined = globalThis.process?.getBuiltinModule?.('node:crypto')

/** The same text has the same hash on every platform: a carriage return that a checkout added does not count. */
export async function hashText(text: string): Promise<string> {
  const unified = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text
  if (node) return node.hash('sha256', unified)
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(unified))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Reads a ledger. Lines that it does not understand, such as those of a merge conflict, are passed by. */
export function parseLedger(text: string): Map<string, string> {
  return new Map(parseLines(text))
}

/**
 * One sorted line per target, and no times, so that two branches merge line by line. `asEntangled`: of a project that is
 * one of Entangled, and nothing says so but the database of Entangled.
 */
export function formatLedger(ledger: Ledger, asEntangled = false, notes: LedgerNotes = new Map()): string {
  const head = [
    asEntangled ? entangledHeader : header,
    ...[...notes].sort().map(([key, value]) => `# ${key}: ${value}`),
  ]
  return formatLines(head.join('\n'), [...ledger])
}

/** What else a ledger remembers, by key: each is a line of its head. */
export type LedgerNotes = ReadonlyMap<string, string>

export function parseLedgerNotes(text: string): LedgerNotes {
  const [head = ''] = text.split(/^[0-9a-f]{64} {2}/m)
  return new Map([...head.matchAll(/^# ([a-z]+): (.+?)\r?$/gm)].map(([, key = '', value = '']) => [key, value]))
}

/** Whether a ledger is of a project that is one of Entangled by its database alone. */
export function isLedgerOfEntangled(text: string): boolean {
  return text.startsWith(entangledHeader)
}

/** Reads a journal, which has the lines of a ledger, but may name a path more than once. */
export function parseJournal(text: string): Map<string, Set<string>> {
  const journal = new Map<string, Set<string>>()
  for (const [path, hash] of parseLines(text)) addToJournal(journal, path, hash)
  return journal
}

export function formatJournal(journal: Journal): string {
  return formatLines(
    journalHeader,
    [...journal].flatMap(([path, hashes]) => [...hashes].map((hash): [string, string] => [path, hash])),
  )
}

export function addToJournal(journal: Map<string, Set<string>>, path: string, hash: string): void {
  journal.set(path, (journal.get(path) ?? new Set()).add(hash))
}

type Entry = readonly [path: string, hash: string]

/** Texts that were read or written last, with their lines: while pages are watched, the same ledger is read many times. */
const recent = new Map<string, readonly Entry[]>()

function parseLines(text: string): readonly Entry[] {
  const known = recent.get(text)
  if (known) return known
  return remember(
    text,
    text.split(/\r?\n/).flatMap((line): Entry[] => {
      const match = /^([0-9a-f]{64}) {2}(.+)$/s.exec(line)
      return match?.[1] && match[2] ? [[match[2], match[1]]] : []
    }),
  )
}

function formatLines(first: string, entries: readonly Entry[]): string {
  // By code units, so that the order is the same on every machine.
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const text = `${[first, ...sorted.map(([path, hash]) => `${hash}  ${path}`)].join('\n')}\n`
  // What is written is read again; but a line of another form would be passed by.
  if (sorted.every(([path, hash]) => hash.length === 64 && !/[\r\n]/.test(path))) remember(text, sorted)
  return text
}

function remember(text: string, entries: readonly Entry[]): readonly Entry[] {
  recent.set(text, entries)
  const [oldest] = recent.keys()
  if (recent.size > 2 && oldest !== undefined) recent.delete(oldest)
  return entries
}
