import { closeSync, openSync, readSync } from 'node:fs'
import { join, sep } from 'node:path'
import { type LoaderPlan, targetsFile } from './loader-plan.ts'

/** The texts of targets as their pages say them now, by absolute path. */
export interface TargetTexts {
  has(path: string): boolean
  /** With the map that leads to its pages, if it is a script; `undefined` for what is no target. */
  read(path: string): string | undefined
}

/** Those that a run has written down for its programs. */
export class WrittenTargets implements TargetTexts {
  readonly #plan: LoaderPlan

  constructor(plan: LoaderPlan) {
    this.#plan = plan
  }

  has(path: string): boolean {
    return this.#placeOf(path) !== undefined
  }

  read(path: string): string | undefined {
    const place = this.#placeOf(path)
    if (!place) return undefined
    const [offset, length] = place
    const bytes = Buffer.alloc(length)
    const file = openSync(join(this.#plan.folder, targetsFile), 'r')
    try {
      readSync(file, bytes, 0, length, offset)
    } finally {
      closeSync(file)
    }
    return bytes.toString('utf8')
  }

  #placeOf(path: string): readonly [number, number] | undefined {
    const key = pathInside(this.#plan.roots, path)
    return key !== undefined && Object.hasOwn(this.#plan.targets, key) ? this.#plan.targets[key] : undefined
  }
}

/** The path of a file relative to the first of some folders that it lies in, with slashes. */
export function pathInside(roots: readonly string[], path: string): string | undefined {
  const root = roots.find((folder) => path.startsWith(folder + sep))
  return root === undefined ? undefined : path.slice(root.length + 1).replaceAll(sep, '/')
}
