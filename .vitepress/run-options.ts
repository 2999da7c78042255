import type { SiteRunOptions } from '../tangle/weave/vitepress/index.ts'

/** What programs find in the pages of this site: the SDK, the mock platforms, the chat and the wire. */
export const runOptions = {
  world: '.vitepress/world/index.ts',
  panes: ['.vitepress/panes/chat-pane.ts', '.vitepress/panes/wire-pane.ts'],
  companion: (name) => `test/scenarios/${name}.ts`,
  modules: {
    '@parley/sdk': '.vitepress/world/sdk.ts',
    '@parley/sdk/unique': '.vitepress/world/unique.ts',
    '@parley/sdk/dify': 'src/dify/index.ts',
    '@parley/sdk/mock': '.vitepress/world/mock.ts',
    '@parley/sdk/node': '.vitepress/world/node.ts',
    // Smaller ones for two that a page does not need as a whole.
    'image-size': '.vitepress/world/image-size.ts',
    path: '.vitepress/world/path.ts',
  },
} satisfies SiteRunOptions
