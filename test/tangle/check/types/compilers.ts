import { fileURLToPath } from 'node:url'
import type { TypesCompiler } from '../../../../tangle/check/types/compiler.ts'
import { findCompiler } from '../../../../tangle/check/types/find-compiler.ts'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** Every kind of compiler that a project may have, by the packages of this repository. */
export const compilers = ['ts55', 'ts59', 'typescript', 'ts7'].map((name): TypesCompiler => {
  const compiler = findCompiler(repository, name)
  if (!compiler) throw new Error(`${name} is not installed: run \`npm ci\`.`)
  return compiler
})
