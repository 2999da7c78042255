import { execFile } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { install } from '../packages/consumer.ts'
import { packedPackages } from '../packages/packed-packages.ts'
import { staticSite } from './static-site.ts'

const repository = join(import.meta.dirname, '../..')

/** A base that is not the root of a host. */
export const base = '/sub/'

// Without an icon of its own, a browser asks the host for one, at times.
const config = (wrap: (text: string) => string) => `import { defineConfig } from 'vitepress'
const head = [['link', { rel: 'icon', href: 'data:,' }]]
${wrap("defineConfig({ title: 'Foreign', base: '/sub/', head, themeConfig: { search: { provider: 'local' } } })")}
`

/** A site as somebody has it who has never heard of this project. */
const pages = {
  'package.json': '{ "name": "foreign-site", "type": "module", "private": true }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [] },
  }),
  'docs/index.md': `# Home

Nothing here is ours.

\`\`\`sh
$ npm install fastest-levenshtein
\`\`\`

\`\`\`json
{ "a": 1 }
\`\`\`
`,
  'docs/guide.md': `# Guide

\`\`\`ts
import { distance } from 'fastest-levenshtein'

export const far: number = distance('kitten', 'sitting')
console.log('far', far)
\`\`\`

It goes on:

\`\`\`ts
console.log('further', far + 1)
await Promise.reject(new RangeError('on purpose'))
\`\`\`

Needs Node:

\`\`\`ts
import { readFileSync } from 'node:fs'
console.log(readFileSync)
\`\`\`

\`\`\`ts {#greet}
console.log('Hello')
\`\`\`

\`\`\`ts {file=out/greet.ts}
<<greet>>
\`\`\`

[The whole](../out/greet.ts)

\`\`\`js
export default { fetch: (request) => new Response('Hello ' + request.url) }
\`\`\`

\`\`\`ts
import { closest } from 'fastest-levenshtein'

closest('fo', ['foo', 'bar']) // 'foo'
\`\`\`

\`\`\`ts
export const nearest = (word: string) => word.length
\`\`\`
`,
}

/** The two lines, and what else a site may have: an example, a world, and a pane. */
const ours = {
  'world.js': 'export default (run) => (run.emit({ opened: run.name }), {})\n',
  'docs/pane.vue': `<script setup>
import { useData } from 'vitepress'
defineProps(['events'])
const { site } = useData()
</script>

<template>
  <p v-for="{ opened } of events">{{ site.title }} has opened {{ opened }}</p>
</template>
`,
  'tangle.config.json': '{ "examples": { "include": ["out/*.ts"] } }',
  'docs/.vitepress/config.js': config(
    (text) =>
      `import { withTangle } from '@parley/tangle/vitepress'\nexport default withTangle(${text}, { share: { stackblitz: true }, run: { world: 'world.js', panes: ['docs/pane.vue'] } })`,
  ),
  'docs/.vitepress/theme/index.js':
    "import TangleTheme from '@parley/tangle/theme'\nexport default { extends: TangleTheme }\n",
}

const plain = {
  'docs/.vitepress/config.js': config((text) => `export default ${text}`),
  'docs/.vitepress/theme/index.js': "import Theme from 'vitepress/theme'\nexport default { extends: Theme }\n",
}

/**
 * Builds a small site with the packed toolchain, or without it.
 *
 * @param vitepress The folder of the VitePress, relative to this repository.
 * @returns The folder of the built site.
 */
export async function buildForeignSite(vitepress: string, isWoven: boolean): Promise<string> {
  const { tangle } = await packedPackages()
  const { root } = await install(tangle, { ...pages, ...(isWoven ? ours : plain) }, ['vue', 'typescript'])
  await mkdir(dirname(join(root, 'node_modules/vitepress')), { recursive: true })
  await symlink(join(repository, vitepress), join(root, 'node_modules/vitepress'))
  const { VITEST: _, NODE_ENV: __, ...env } = process.env
  const command = [join(root, 'node_modules/vitepress/bin/vitepress.js'), 'build', 'docs']
  await promisify(execFile)(process.execPath, command, { cwd: root, env, maxBuffer: 10_000_000 })
  return join(root, 'docs/.vitepress/dist')
}

/** Serves a built site below its base. */
export async function serveSite(folder: string): Promise<{ readonly address: string; readonly server: Server }> {
  const server = createServer(staticSite(folder, base))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`, server }
}
