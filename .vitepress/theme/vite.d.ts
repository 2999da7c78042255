/** What Vite gives a module in development, as far as the theme uses it. */
interface ImportMeta {
  readonly hot?: {
    on(event: 'vite:afterUpdate', listener: () => void): void
    send(event: string): void
  }
}
