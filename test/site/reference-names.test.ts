import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { linkNames, referenceOf } from '../../.vitepress/reference-names.ts'
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

it.each([
  ['a class', 'ChatService', 'src/unique/chat-service.ts', 'chat-service#chatservice'],
  ['a method', 'ChatService.freeUserInput', 'src/unique/chat-service.ts', 'chat-service#chatservicefreeuserinput'],
  ['a property', 'DifyClient.chat', 'src/dify/dify-client.ts', 'dify-client#difyclient'],
  ['one word', 'Chat', 'src/dify/chat.ts', 'dify-chat#chat'],
])('leads from %s in code to the reference', (_, name, file, place) => {
  expect(referenceOf(join(root, 'docs/reference/api'), '/docs/')(name, file)).toBe(`/docs/reference/api/${place}`)
})

it('knows no name of the language or of a page', () => {
  const find = referenceOf(join(root, 'docs/reference/api'), '/docs/')
  expect(find('Page', 'examples_from_docs/a.ts')).toBeUndefined()
  expect(find('Request', '../node_modules/typescript/lib/lib.dom.d.ts')).toBeUndefined()
})
