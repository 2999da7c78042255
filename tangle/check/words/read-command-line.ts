import type { Mention, SpanReader } from './mention.ts'
import { readPath } from './read-path.ts'

/** Programs that start another one, and how that one is named behind them. */
const starters = /^(?:npx|bunx|pnpm exec|pnpm dlx|yarn|npm exec|bun run|pnpm|deno run|node|tsx|bash|sh|python3?)$/

/** Programs that everybody has: what they are given is their business. */
const usualPrograms = new Set(
  'npm npx pnpm pnpx yarn bun bunx node deno tsx git curl wget cd ls cp mv rm mkdir cat echo export source sh bash docker brew apt pip pip3 python python3 cargo go make sudo corepack gh'.split(
    ' ',
  ),
)

/**
 * The words of a command line: the program if it is one of the project's, its sub-command and flags, and paths of the
 * project. `undefined` if the text is none.
 */
export function readCommandLine(text: string, reader: SpanReader): Mention[] | undefined {
  const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({ word, at: index }))
  while (words.length > 1 && /^[A-Z][A-Z\d_]*=\S*$/.test(words[0]?.word ?? '')) words.shift()
  const variables = [...text.matchAll(/(?:^|\s)([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)=/g)].map(
    ({ 0: all, 1: word = '', index }) => {
      return { form: 'variable' as const, word, at: index + all.length - word.length - 1 }
    },
  )
  const [first, ...others] = words
  if (!first) return undefined
  let head = first
  let rest = others
  if (!/^[a-z][\w.-]*$/.test(head.word)) return undefined
  const isUsual = usualPrograms.has(head.word)
  if (!isUsual && !reader.programs.has(head.word)) return undefined
  // A program alone is a word like others, and so is what looks like code.
  if (rest.length === 0) return reader.programs.has(head.word) ? [] : isUsual ? [] : undefined
  if (/^[=:({]/.test(rest[0]?.word ?? '')) return undefined
  const script = scriptOf(head.word, rest)
  if (script) return [...variables, script, ...rest.slice(2).flatMap(argumentOf)]
  const [started, ...behind] = rest
  if (started && starters.test(head.word) && reader.programs.has(started.word)) {
    head = started
    rest = behind
  }
  const program = started && /^(?:npx|bunx)$/.test(head.word) ? programOf(started) : []
  const paths = rest.flatMap(({ word, at }) => pathIn(word, at, reader))
  if (head.word === 'npm') program.push(...npmCommandOf(started))
  if (!reader.programs.has(head.word)) {
    // With a hyphen, it is a name of another program or of a package.
    const names = program.length === 0 ? [] : behind.flatMap(argumentOf).filter(({ word }) => word.includes('_'))
    return [...variables, ...program, ...paths, ...names]
  }
  return [...variables, ...paths, ...wordsOf(head.word, rest, reader)]
}

interface ArgumentWord {
  readonly word: string
  readonly at: number
}

/** `run NAME` of npm and of those that imitate it. */
function scriptOf(program: string, [verb, name]: readonly ArgumentWord[]): Mention | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(program) || !/^run(?:-script)?$/.test(verb?.word ?? '')) return undefined
  if (!name || !/^[a-z][\w:.-]*$/.test(name.word)) return undefined
  return { form: 'script', word: name.word, at: name.at }
}

const npmCommands = new Set(
  'access add author audit bin bugs ci cit clean-install clean-install-test config create ddp dedupe diff docs exec explain explore find find-dupes fund get hlep help home i in info init innit ins inst install install-ci-test install-test issues it la link list ll ln login logout ls outdated owner org pack ping pkg prefix profile prune publish query r rb rebuild remove repo restart rm root rum run run-script s sbom search se set show start stop t test token tst un undeprecate uninstall unlink unpublish unstar up update upgrade urn v version view whoami why x'.split(
    ' ',
  ),
)

/** What npm itself does not know. */
function npmCommandOf(first: ArgumentWord | undefined): Mention[] {
  if (!first || !/^[a-z][\w-]*$/.test(first.word) || npmCommands.has(first.word)) return []
  return [{ form: 'command', word: first.word, at: first.at, command: ['npm'] }]
}

function programOf({ word, at }: ArgumentWord): Mention[] {
  return /^[a-z][\w-]*$/.test(word) ? [{ form: 'program', word, at }] : []
}

function wordsOf(program: string, rest: readonly ArgumentWord[], reader: SpanReader): Mention[] {
  const [first, ...others] = rest
  const isSub = first !== undefined && /^[a-z][\w-]*$/.test(first.word) && !reader.hasEntry(first.word)
  const command = isSub ? [program, first.word] : [program]
  const behind = isSub ? others : rest
  const flags = behind.flatMap(({ word, at }, index): Mention[] => {
    const [, name, same] = /^(--[a-z][\w-]*)(?:=([a-z][\w-]*)$)?/i.exec(word.replace(/^\[/, '')) ?? []
    if (name === undefined) return []
    const next = word === name ? behind[index + 1] : undefined
    const [value, from] = same === undefined ? [next?.word, next?.at ?? 0] : [same, at + word.indexOf('=') + 1]
    const isValue = value !== undefined && /^[a-z][\w-]*$/.test(value)
    const given: Mention[] = isValue ? [{ form: 'choice', word: value, at: from, property: name, command }] : []
    return [{ form: 'flag', word: name, at: at + word.indexOf(name), command }, ...given]
  })
  const given = others.flatMap(argumentOf)
  return isSub ? [{ form: 'command', word: first.word, at: first.at, command: [program] }, ...flags, ...given] : flags
}

/** What a command is given by name, as `my_example` in `npm run example my_example`. */
function argumentOf({ word, at }: ArgumentWord): Mention[] {
  return /^[a-z]+(?:[_-][a-z\d]+)+$/.test(word) ? [{ form: 'literal', word, at, isGiven: true }] : []
}

function pathIn(word: string, at: number, reader: SpanReader): Mention[] {
  const [folder = ''] = word.split('/')
  if (!word.includes('/') || /^[-.@]/.test(word)) return []
  // A program that is to be run is named as a file; anything else may be a name with a slash in it.
  if (!reader.hasEntry(folder) && !/^[\w-]+\/[\w/-]+\.(?:[cm]?[jt]sx?|py|sh|rb)$/.test(word)) return []
  return (readPath(word, reader) ?? []).map((mention) => ({ ...mention, at }))
}
