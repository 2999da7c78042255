import { readFileSync } from 'node:fs'
import type { SiteShareOptions } from '../tangle/weave/vitepress/index.ts'

/** The tarball that `npm pack` makes of a package of this repository, beside the project of a reader. */
function tarball(folder: string): readonly [name: string, address: string] {
  const { name, version } = JSON.parse(readFileSync(new URL(`../${folder}package.json`, import.meta.url), 'utf8'))
  return [name, `file:${name.slice(1).replace('/', '-')}-${version}.tgz`]
}

/** What a reader of this site gets with a program: neither package is on npm yet. */
export const shareOptions: SiteShareOptions = {
  dependencies: Object.fromEntries([tarball(''), tarball('tangle/')]),
  readme: (name) => `
The packages of Parley are not on npm yet. In a checkout of its repository, \`npm ci\`, \`npm pack\` and
\`npm pack --workspace tangle\` make tarballs: put those that \`package.json\` names beside this file before you install.

A program for a platform finds its address and its keys in the environment. \`npm run mock ${name}\` in the checkout starts a mock
platform for it, and prints the variables.
`,
}
