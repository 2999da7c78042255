import { expect, test } from 'vitest'
import { createTranscript } from '../../../src/mock/transcript.ts'

const CHAT = { kind: 'chat', number: 1 } as const

test.each<[string, string, readonly string[], string[]]>([
  ['one line', 'Hello', [], ['user: Hello']],
  ['more lines', 'One\nTwo\r\n\nThree', [], ['user: One', '  Two', '', '  Three']],
  ['spaces nobody sees', 'One  \n  Two ', [], ['user: One', '    Two']],
  ['nothing but files', '', ['+ a.txt'], ['user:', '  + a.txt']],
])('%s', (_name, text, details, lines) => {
  const transcript = createTranscript(() => {})
  transcript.say(CHAT, 'user', text, details)
  expect(transcript.lines).toEqual(lines)
})

test('marks each switch, but not the beginning', () => {
  const heard: string[] = []
  const transcript = createTranscript((line) => heard.push(line))
  for (const [kind, number] of [
    ['chat', 1],
    ['chat', 1],
    ['chat', 2],
    ['conversation', 2],
    ['chat', 1],
  ] as const) {
    transcript.say({ kind, number }, 'user', `${kind} ${number}!`)
  }
  expect(transcript.lines.filter((line) => !line.startsWith('user'))).toEqual(['chat 2', 'conversation 2', 'chat 1'])
  expect(heard).toEqual(transcript.lines)
})
