import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { linkNames } from '../../.vitepress/reference-names.ts'
import { root } from '../run-example-under-host.ts'

const md = new MarkdownIt()
linkNames(md, join(root, 'docs/reference/api'), '/docs/')

const hrefOf = (markdown: string) => /<a class="reference-name" href="([^"]*)"><code>/.exec(md.render(markdown))?.[1]

it.each([
  ['`ChatService`', 'chat-service#chatservice'],
  ['`freeUserInput`', 'chat-service#chatservicefreeuserinput'],
  ['`ChatService.fromEvent(event, settings)`', 'chat-service#chatservicefromevent'],
  ['`dify.chat.send`', 'dify-chat#chatsend'],
  ['`new DifyClient`', 'dify-client#difyclient'],
  ['`settingsFromEnvironment()`', 'unique-settings#settingsfromenvironment'],
])('leads from %s to the reference', (code, place) => {
  expect(hrefOf(`Call ${code}.`)).toBe(`/docs/reference/api/${place}`)
})

it.each([
  ['a word that may mean anything', '`Page` and `text`'],
  ['a name that several things have', '`fromEvent`'],
  ['a name that is a link already', '[`ChatService`](./a.md)'],
  ['a heading', '# `ChatService`'],
  ['code that is more than a name', '`const a = ChatService`'],
])('leaves alone %s', (_, markdown) => {
  expect(hrefOf(markdown)).toBeUndefined()
})
