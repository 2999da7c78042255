import { describe, expect, test } from 'vitest'
import { OpenAIMessageBuilder, OpenAIUserMessageBuilder } from '../../../src/messages/index.ts'

describe('OpenAIUserMessageBuilder', () => {
  test('builds parts in order', () => {
    const builder = new OpenAIUserMessageBuilder()
      .text('What is this?')
      .image({ url: 'https://example.com/a.png' })
      .image({ bytes: Uint8Array.of(0, 255, 16), mimeType: 'image/png', detail: 'low' })
    expect(builder.content).toEqual([
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'auto' } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AP8Q', detail: 'low' } },
    ])
    expect(builder.message).toEqual({ role: 'user', content: builder.content })
  })

  test('encodes images that are larger than the arguments of a call may be', () => {
    const bytes = Uint8Array.from({ length: 200_001 }, (_, index) => index % 256)
    const [part] = new OpenAIUserMessageBuilder().image({ bytes, mimeType: 'image/png' }).content
    const url = part?.type === 'image_url' ? part.image_url.url : ''
    expect(url).toBe(`data:image/png;base64,${Buffer.from(bytes).toString('base64')}`)
  })

  test('bytes need their type', () => {
    // @ts-expect-error: nobody can tell what the bytes are
    expect(() => new OpenAIUserMessageBuilder().image({ bytes: Uint8Array.of(1) })).not.toThrow()
  })
})

describe('OpenAIMessageBuilder', () => {
  test('builds each kind of message in order', () => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } } as const
    const messages = new OpenAIMessageBuilder([{ role: 'system', content: 'before' }])
      .system('s')
      .developer('d')
      .user('u')
      .user([{ type: 'text', text: 't' }])
      .user(new OpenAIUserMessageBuilder().text('b'))
      .assistant('a')
      .assistant(null, { toolCalls: [call] })
      .tool('r', { toolCallId: 'c' })
      .append({ role: 'user', content: 'last' }).messages
    expect(messages).toEqual([
      { role: 'system', content: 'before' },
      { role: 'system', content: 's' },
      { role: 'developer', content: 'd' },
      { role: 'user', content: 'u' },
      { role: 'user', content: [{ type: 'text', text: 't' }] },
      { role: 'user', content: [{ type: 'text', text: 'b' }] },
      { role: 'assistant', content: 'a' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', content: 'r', tool_call_id: 'c' },
      { role: 'user', content: 'last' },
    ])
  })

  test('what was handed out does not grow', () => {
    const first: [] = []
    const builder = new OpenAIMessageBuilder(first).user('a')
    const { messages } = builder
    builder.user('b')
    expect(messages).toHaveLength(1)
    expect(first).toHaveLength(0)
    expect(builder.messages).toHaveLength(2)
  })
})
