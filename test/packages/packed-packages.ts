import { build } from 'esbuild'
import { inject } from 'vitest'
import { askFor } from '../serve-when-asked.ts'
import type { Packed, PackedPackage } from './pack-packages.ts'

/** Both packages, packed once for all tests of a run. */
export function packedPackages(): Promise<Packed> {
  return askFor(inject('packedAddress'))
}

/** The packages that a package imports anywhere, as a bundler sees it: comments and strings do not count. */
export async function importedPackages({ folder, files }: PackedPackage): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: files.filter((file) => file.endsWith('.js')),
    absWorkingDir: folder,
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  })
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  const names = imports
    .filter(({ external }) => external)
    .map(({ path }) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path)
  return [...new Set(names)].filter((name) => !name.startsWith('node:')).sort()
}
