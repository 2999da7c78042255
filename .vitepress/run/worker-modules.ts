import { fileURLToPath } from 'node:url'

/** The part of a Vite plugin that is used. */
export interface WorkerModulesPlugin {
  readonly name: string
  readonly enforce: 'pre'
  resolveId(source: string, importer: string | undefined): string | undefined
}

const fileOf = (name: string) => fileURLToPath(new URL(`../theme/run/${name}`, import.meta.url))

/**
 * Smaller modules in the place of two that the worker does not need as a whole: `mime-types` asks Node's `path` for one
 * function, and of `image-size` only the formats of people's pictures are loaded.
 */
export function workerModules(): WorkerModulesPlugin {
  return {
    name: 'parley:worker-modules',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === 'path' && importer.includes('/mime-types/')) return fileOf('path.ts')
      return source === 'image-size' ? fileOf('image-size.ts') : undefined
    },
  }
}
