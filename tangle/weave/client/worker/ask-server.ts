/**
 * Asks a server once, so that there is something to see: an object with `fetch` as the default export of a program, as
 * many runtimes take it. Of any other default export nothing is made, as in Node.
 *
 * @param env What the server finds as its environment.
 * @returns What to tell the reader.
 */
export async function askServer(exported: unknown, env: object): Promise<string> {
  const server = exported as { fetch?: (request: Request, env: object) => Promise<Response> } | null | undefined
  if (typeof server?.fetch !== 'function') return ''
  const address = 'http://localhost/'
  const response = await server.fetch(new Request(address), env)
  const status = `HTTP ${response.status} ${response.statusText}`.trim()
  return `The default export has fetch. It was asked GET ${address} and answers:\n\n${status}\n\n${await response.text()}\n`
}
