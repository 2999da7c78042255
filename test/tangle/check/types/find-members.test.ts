import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diskOf } from '../../../../tangle/check/types/check-types.ts'
import { findMembers, type MemberReader } from '../../../../tangle/check/types/find-members.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { compilers } from './compilers.ts'

const files = {
  'page.md': '# A page\n',
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022" } }',
  'loom.ts': `
export interface Reply { readonly text: string }
interface Options { readonly retries?: number; readonly log?: { readonly level: string } }
export class Chat { send(text: string): Promise<Reply> { throw text } stop() {} #secret = 1 }
export class Client { constructor(readonly options: Options) {} readonly chat = new Chat() ; static from(): Client { throw 1 } }
export namespace parts { export type Text = string; export const image = 1 }
export enum Mode { Chat, Agent }
export function open(options: Options): { readonly chat: Chat } { return new Client(options) }
export const anything: any = 1
export const table: Record<string, number> = {}
`,
  'use.ts': `
import * as loom from './loom'
import { anything, Client, Mode, open, table, type Reply } from './loom'
import { gone } from './nowhere'
const client = new Client({ retries: 1 })
const written = { retries: 1 }
const replies: Reply[] = []
const text = 'text'
const later = client.chat.send('x')
function say<T>(value: T) { return value }
open({ log: { level: 'all' } })
export { anything, client, gone, later, loom, Mode, replies, say, table, text, written }
`,
  'other.ts':
    "import { Client } from './loom'\nexport const client = new Client({})\nexport const reply = { client: 1 }\n",
  'strange.ts':
    'export const client = { name: 1 }\nexport class Other { alone = 1 }\nexport const only = new Other()\n',
}

const project = await temporaryProject(files)
const opened = await openProject({ root: project.root, config: { pages: ['page.md'] } })
const pathOf = (path: string) => join(project.root, path)

describe('the compiler', () => {
  it('is asked about the next file, and about what parts are, only while nothing is found', () => {
    const asked: string[] = []
    const reader: MemberReader<string> = {
      named: (path, name) => {
        asked.push(path)
        return [{ thing: `${path}:${name}`, isAlone: true }]
      },
      isOpen: () => false,
      hasMembers: () => true,
      parts: (thing) => {
        asked.push(`parts of ${thing}`)
        return thing === 'a:client' ? ['reply'] : []
      },
      member: (thing, name) =>
        `${thing}.${name}` === 'reply.text' || thing === 'b:client' ? [`${thing}.${name}`] : [],
      names: () => [],
      idOf: (thing) => thing,
    }
    const question = { paths: ['a', 'b', 'c'], chain: ['client', 'text'] }
    expect(findMembers(reader, [question])).toEqual([{ names: [] }])
    expect(asked).toEqual(['a', 'parts of a:client'])
    expect(findMembers(reader, [{ ...question, chain: ['client', 'send'] }])).toEqual([{ names: [] }])
    expect(asked.slice(2)).toEqual(['a', 'parts of a:client', 'parts of reply', 'b'])
  })
})

describe.each(compilers.map((compiler) => [compiler.version, compiler] as const))(
  'members by TypeScript %s',
  (_, compiler) => {
    const session = compiler.open(project.root, diskOf(opened))
    const all = ['loom.ts', 'use.ts', 'other.ts', 'strange.ts'].map(pathOf)
    const [program] = session.createPrograms([{ configFile: pathOf('tsconfig.json'), rootNames: all }])
    const ask = (chain: string, paths: readonly string[] = ['use.ts'], isShared = false) => {
      const [found] = program?.findMembers([{ paths: paths.map(pathOf), chain: chain.split('.'), isShared }]) ?? []
      if (!found) return 'unclear'
      return found.missing === undefined ? 'there' : `no ${chain.split('.')[found.missing]}`
    }

    it.each([
      ...[
        'client.chat',
        'client.chat.send',
        'client.options.retries',
        'client.options.log.level',
        'Client.from',
        'Client.chat',
      ],
      // What calls and promises give, members of lists, types of modules.
      ...['later.text', 'replies.text', 'replies.length', 'loom.Reply.text', 'loom.parts.Text', 'Mode.Agent'],
    ])('has %s', (chain) => expect(ask(chain)).toBe('there'))

    it.each([
      ['client.chats', 'no chats'],
      ['client.chats.send', 'no chats'],
      ['client.chat.retries', 'no retries'],
      ['client.options.retry', 'no retry'],
      ['Client.of', 'no of'],
      ['later.texts', 'no texts'],
      ['loom.Answer', 'no Answer'],
      ['loom.parts.Image', 'no Image'],
      ['Mode.Completion', 'no Completion'],
    ])('has no %s', (chain, answer) => expect(ask(chain)).toBe(answer))

    // Of `any`, indexes, type parameters, texts, what is nowhere, calls alone, and of what a page could add to.
    it.each(['anything.x', 'table.x', 'value.x', 'text.x', 'gone.x', 'say.x', 'written.x', 'nobody.x'])(
      'says nothing about %s',
      (chain) => expect(ask(chain)).toBe('unclear'),
    )

    it('asks for one and the same thing where files share a name', () => {
      expect(ask('client.chats', ['use.ts', 'other.ts'], true)).toBe('no chats')
      expect(ask('client.chats', ['use.ts', 'strange.ts'], true)).toBe('unclear')
      expect(ask('client.name', ['use.ts', 'strange.ts'])).toBe('there')
    })

    it('names what the owner has', () => {
      const [found] = program?.findMembers([{ paths: [pathOf('strange.ts')], chain: ['only', 'lone'] }]) ?? []
      expect(found).toEqual({ missing: 1, names: ['alone'] })
      session.close()
    })
  },
)
