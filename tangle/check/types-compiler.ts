import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type TypeScript from 'typescript'
import { ConfigError } from '../config/config.ts'
import type { TypesDisk } from './types-disk.ts'

/** Finds the compiler of a project and loads it, which takes longer than everything else of an unchanged check. */
export interface TypesCompiler {
  /** The module, resolved but not loaded. */
  readonly path: string
  /** Loads the module. */
  load(): typeof TypeScript
}

/**
 * The TypeScript that is installed in a project.
 *
 * @throws ConfigError if none is.
 */
export function findCompiler(root: string): TypesCompiler {
  const require = createRequire(join(root, 'package.json'))
  try {
    const path = require.resolve('typescript')
    return { path, load: () => require(path) }
  } catch (cause) {
    const message = 'Type-checking needs TypeScript: run `npm install --save-dev typescript`, or set `types: false`.'
    throw new ConfigError(message, { cause })
  }
}

/** The modules of this folder that make a verdict; those that place it run each time. */
const makers = ['floating-promises', 'types-compiler', 'types-disk', 'types-include', 'types-verdict']

/** Asks the disk for the programs that make a verdict, so that another compiler or another rule makes another one. */
export function readCompiler(disk: TypesDisk, compiler: TypesCompiler): void {
  disk.text(compiler.path)
  disk.text(join(dirname(compiler.path), '..', 'package.json'))
  // `.ts` in a checkout, `.js` in a package.
  const extension = extname(fileURLToPath(import.meta.url))
  for (const name of makers) disk.text(fileURLToPath(new URL(`./${name}${extension}`, import.meta.url)))
}
