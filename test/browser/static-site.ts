import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
}

/**
 * Serves a folder below a base, as a plain static host does: addresses without `.html` lead to pages, anything else that
 * is not there is answered with the page `404.html`.
 *
 * @param base with `/` at both ends. Nothing is served outside of it.
 */
export function staticSite(folder: string, base: string): RequestListener {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = pathname.startsWith(base) ? await find(folder, decodeURIComponent(pathname.slice(base.length))) : null
    const { path, bytes } = file ?? { path: '404.html', bytes: await readFile(join(folder, '404.html')) }
    response.statusCode = file ? 200 : 404
    response.setHeader('Content-Type', types[extname(path)] ?? 'text/plain; charset=utf-8')
    response.end(bytes)
  }
}

async function find(folder: string, path: string) {
  const candidates = path === '' || path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`]
  for (const candidate of candidates) {
    const relative = normalize(candidate)
    if (relative.startsWith('..')) continue
    const bytes = await readFile(join(folder, relative)).catch(() => undefined)
    if (bytes) return { path: relative, bytes }
  }
  return null
}
