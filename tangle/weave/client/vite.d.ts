/** What Vite gives a module, as far as the theme uses it. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean }
  /** In development. */
  readonly hot?: {
    on(event: 'vite:afterUpdate', listener: (update?: { updates?: readonly { path: string }[] }) => void): void
    send(event: string): void
  }
}

/** What `withTangle` tells the theme. */
declare module 'virtual:tangle-site' {
  export const parts: {
    readonly run: boolean
    readonly edit: boolean
    readonly share: boolean
    readonly hover: boolean
  }
  export const loadPanes: import('./run/pane.ts').LoadPanes
}
