import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const repository = fileURLToPath(new URL('../../', import.meta.url))

/** Fails with what the program says. */
const execute = promisify(execFile)

/** A package as it would be published, unpacked. */
export interface PackedPackage {
  readonly name: string
  readonly folder: string
  /** Absolute. */
  readonly tarball: string
  /** Relative to the folder, sorted. */
  readonly files: readonly string[]
  readonly manifest: {
    readonly dependencies: Readonly<Record<string, string>>
    readonly peerDependencies?: Readonly<Record<string, string>>
  }
}

export interface Packed {
  readonly sdk: PackedPackage
  readonly tangle: PackedPackage
}

/**
 * Packs both packages with npm into a folder, from a copy: `dist/` is not made in this repository, where other tests may
 * look at it.
 */
export async function packPackages(temporary: string): Promise<Packed> {
  const copy = join(temporary, 'repository')
  await mkdir(copy)
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'))
  const parts = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'README.md', 'CHANGELOG.md', 'LICENSE']
  for (const part of [...parts, 'src', 'tangle'])
    await cp(join(repository, part), join(copy, part), { recursive: true })
  await rm(join(copy, 'dist'), { recursive: true, force: true })
  const pack = async (name: string, folder: string): Promise<PackedPackage> => {
    const env = { npm_config_offline: 'true', npm_config_update_notifier: 'false', npm_config_loglevel: 'error' }
    const options = { cwd: join(copy, folder), env: { ...process.env, ...env } }
    const { stdout } = await execute('npm', ['pack', '--pack-destination', temporary], options)
    const unpacked = join(temporary, name)
    await mkdir(unpacked)
    const tarball = join(temporary, stdout.trim().split('\n').at(-1) ?? '')
    await execute('tar', ['-xzf', tarball, '-C', unpacked])
    const root = join(unpacked, 'package')
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    return {
      name: `@parley/${name}`,
      folder: root,
      tarball,
      files: files.map((file) => file.slice(root.length + 1).replaceAll('\\', '/')).sort(),
      manifest: JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
    }
  }
  return { sdk: await pack('sdk', '.'), tangle: await pack('tangle', 'tangle') }
}
