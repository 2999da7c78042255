import { expect, test } from 'vitest'
import { renderChat } from '../../.vitepress/render-chat.ts'
import { parseTranscript } from '../../.vitepress/transcript.ts'
import { describeFile } from '../../src/mock/chat-change.ts'
import { createTranscript } from '../../src/mock/transcript.ts'
import { openProject } from '../../tangle/project/project.ts'
import { textOf } from '../tangle/weave/woven-site.ts'

const chat = { kind: 'chat', number: 1 } as const

test('reads what the mock writes', () => {
  const transcript = createTranscript(() => {})
  transcript.say(chat, 'user', 'Look at this.\n\nPlease: now', [`+ ${describeFile('a (1).png', 'image/png', 3)}`])
  transcript.say(chat, 'input', 'locked')
  transcript.say(chat, 'assistant', '')
  transcript.say(chat, 'assistant, edited', 'See [1].\n- [x] done', [`[1] ${describeFile('b.txt', 'text/plain', 1)}`])
  transcript.say({ kind: 'chat', number: 2 }, 'input', 'free')
  expect(parseTranscript(transcript.lines)).toEqual([
    {
      kind: 'message',
      who: 'user',
      isEdited: false,
      text: 'Look at this.\n\nPlease: now',
      attachments: [{ name: 'a (1).png', facts: 'image/png, 3 bytes' }],
      references: [],
    },
    { kind: 'input', state: 'locked' },
    { kind: 'message', who: 'assistant', isEdited: false, text: '', attachments: [], references: [] },
    {
      kind: 'message',
      who: 'assistant',
      isEdited: true,
      text: 'See [1].\n- [x] done',
      attachments: [],
      references: [{ number: '1', name: 'b.txt', facts: 'text/plain, 1 byte' }],
    },
    { kind: 'place', text: 'chat 2' },
    { kind: 'input', state: 'free' },
  ])
})

test('draws every transcript of the pages, with all of its words in their order', async () => {
  const { tangled } = await openProject()
  const blocks = tangled.index.blocks.filter((block) => block.attributes.has('transcript'))
  expect(blocks.length).toBeGreaterThan(0)
  for (const { lines } of blocks) {
    const texts = lines.map((line) => line.text)
    const text = textOf((renderChat(texts) ?? '').replace(/<br>|<\/(?:li|p|span)>/g, ' '))
    let from = 0
    for (const entry of parseTranscript(texts) ?? []) {
      if (entry.kind !== 'message') continue
      const at = text.indexOf(entry.text.replaceAll('\n', ' '), from)
      expect(at, entry.text).toBeGreaterThanOrEqual(from)
      from = at
    }
  }
})

test('shows a message that changes, its references with the facts of the file, and the input', () => {
  const html = renderChat([
    'assistant: One moment.',
    'assistant, edited: Here.[1] And [2].',
    '  [1] d.txt (text/plain, 13 bytes)',
    'input: free',
  ])
  expect(html).toContain(
    '<li class="chat-message chat-assistant chat-replaced"><span class="chat-who">Assistant</span>',
  )
  expect(html).toContain('<li class="chat-message chat-assistant chat-edited">')
  expect(html).toContain('Here.<sup>[1]</sup> And [2].')
  expect(html).toContain('<b>[1]</b> d.txt <span class="chat-facts">text/plain, 13 bytes</span>')
  expect(html).toContain('<li class="chat-input chat-input-free">The person can write again</li>')
})

test('does not take an edit in another chat for one of this message', () => {
  const html = renderChat(['assistant: A', 'chat 2', 'assistant, edited: B'])
  expect(html).not.toContain('chat-replaced')
  expect(html).toContain('<li class="chat-place">Chat 2</li>')
})

test('keeps what is said from being read as HTML or by Vue', () => {
  expect(renderChat(['user: <b>{{ x }}</b>'])).toContain('&lt;b&gt;&#123;&#123; x &#125;&#125;&lt;/b&gt;')
})

test.for([[['something else']], [['user: a', 'nobody: b']], [[]]])('leaves %j as text', ([lines]) => {
  expect(renderChat(lines!)).toBeUndefined()
})
