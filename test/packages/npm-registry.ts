import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../', import.meta.url))

/** A package in a folder, and what its `package.json` says. */
interface Offer {
  readonly folder: string
  readonly manifest: { readonly name: string; readonly version: string }
}

/** The versions of a package, by version. */
type Versions = ReadonlyMap<string, Offer>

/** An npm registry on the loopback. */
export interface NpmRegistry {
  readonly address: string
  close(): void
}

/**
 * Starts a registry that offers what is installed in this repository, so that a test can run a plain `npm install`
 * without a network: npm resolves ranges and peers as always, and unpacks tarballs, which are made when it asks.
 *
 * @param folders Further packages to offer, absolute.
 */
export async function startNpmRegistry(folders: readonly string[] = []): Promise<NpmRegistry> {
  const packages = new Map<string, Map<string, Offer>>()
  for (const folder of [...installedFolders(), ...folders]) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const versions = packages.get(manifest.name) ?? new Map()
    packages.set(manifest.name, versions.set(manifest.version, { folder, manifest }))
  }
  const server = createServer((request, response) => answer(packages, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** Every package of the lock file that is on this machine, under its own name; those of other platforms are not. */
function installedFolders(): string[] {
  const { packages } = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8'))
  const paths = Object.keys(packages).filter((path) => path.includes('node_modules/') && !packages[path].link)
  return paths.map((path) => join(repository, path)).filter((folder) => existsSync(join(folder, 'package.json')))
}

function answer(packages: ReadonlyMap<string, Versions>, request: IncomingMessage, response: ServerResponse): void {
  const [name = '', file] = decodeURIComponent(request.url ?? '')
    .slice(1)
    .split('/-/')
  const versions = packages.get(name)
  const wanted = file === undefined ? undefined : versions?.get(file.replace(/\.tgz$/, ''))
  if (wanted) sendTarball(wanted.folder, response)
  else if (versions && file === undefined) {
    const address = `http://${request.headers.host}/${name}/-`
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(describePackage(name, versions, address)))
  } else response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}')
}

/** What npm reads before it chooses a version. */
function describePackage(name: string, versions: Versions, address: string) {
  const described = [...versions].map(([version, { manifest }]) => {
    return [version, { ...manifest, dist: { tarball: `${address}/${version}.tgz` } }] as const
  })
  return { name, 'dist-tags': { latest: described.at(-1)?.[0] }, versions: Object.fromEntries(described) }
}

/** npm takes a tarball that is not compressed, too. */
function sendTarball(folder: string, response: ServerResponse): void {
  const tar = spawn('tar', ['-cf', '-', '--exclude=node_modules', '-C', dirname(folder), basename(folder)])
  tar.stdout.pipe(response)
  // Cut off, so that npm does not take half of a package for the whole.
  tar.on('error', () => response.destroy())
}
