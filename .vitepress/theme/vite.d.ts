/** What Vite gives a module, as far as the theme uses it. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean }
  /** In development. */
  readonly hot?: {
    on(event: 'vite:afterUpdate', listener: () => void): void
    send(event: string): void
  }
}
