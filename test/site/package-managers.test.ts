import { expect, it } from 'vitest'
import { packageManagers, toManager } from '../../.vitepress/package-managers/to-manager.ts'

const toAll = (content: string) => packageManagers.map((manager) => toManager(content, manager))

it('says an installation for each package manager, and leaves what was printed', () => {
  expect(toAll('$ npm install --save-dev @parley/tangle\n$ npx tangle check\nnpx is not touched here\n')).toEqual([
    '$ npm install --save-dev @parley/tangle\n$ npx tangle check\nnpx is not touched here\n',
    '$ pnpm add --save-dev @parley/tangle\n$ pnpm exec tangle check\nnpx is not touched here\n',
    '$ yarn add --dev @parley/tangle\n$ yarn run tangle check\nnpx is not touched here\n',
    '$ bun add --dev @parley/tangle\n$ bun x tangle check\nnpx is not touched here\n',
  ])
})

// A clone of a repository is installed by the package manager whose lock file it has.
it.each([
  '$ npm ci && npm start',
  '$ npm install',
  '$ npx tangle check',
  '$ npm install a\n$ npm run b',
  'npm install a',
])('leaves alone: %s', (content) => expect(toAll(content)).toEqual(packageManagers.map(() => undefined)))
