import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from '../../config/config.ts'
import { findCompiler } from '../types/find-compiler.ts'
import { NearestConfigs } from '../types/nearest-config.ts'
import { type FolderEntries, TypesDisk } from '../types/types-disk.ts'

const typeScript = /\.[cm]?tsx?$/

/**
 * Of these files, relative to the root, those in TypeScript that the tsconfig above them does not compile: it neither
 * lists them, nor does something that it lists import them. Where there is no tsconfig, nobody expects it.
 */
export function findUnseenFiles(root: string, files: readonly string[]): Set<string> {
  const wanted = [...new Set(files)].filter((file) => typeScript.test(file))
  const compiler = wanted.length === 0 ? undefined : findCompiler(root)
  if (!compiler) return new Set()
  const disk = new WholeDisk(new Map())
  const session = compiler.open(root, disk)
  try {
    const configs = new NearestConfigs(root, disk, session)
    const compiled = new Map<string, ReadonlySet<string>>()
    const unseen = wanted.filter((file) => {
      const path = resolve(root, file)
      const configFile = configs.of(path)
      if (configFile === undefined) return false
      const listed = session.filesOf(configFile).map((one) => resolve(one))
      if (listed.includes(path)) return false
      if (!compiled.has(configFile)) {
        const [program] = listed.length === 0 ? [] : session.createPrograms([{ configFile, rootNames: listed }])
        compiled.set(configFile, new Set(program?.fileNames ?? []))
      }
      return !compiled.get(configFile)?.has(path)
    })
    return new Set(unseen)
  } catch (error) {
    // A tsconfig that cannot be used is reported where blocks are checked.
    if (error instanceof ConfigError) return new Set()
    throw error
  } finally {
    session.close()
  }
}

/** A disk on which `include` of a tsconfig finds every file: what the project compiles is the question here. */
class WholeDisk extends TypesDisk {
  override entries(path: string): FolderEntries {
    const { directories } = super.entries(path)
    try {
      return { directories, files: readdirSync(path).filter((name) => /\.[cm]?[jt]sx?$/.test(name)) }
    } catch {
      return { directories, files: [] }
    }
  }
}
