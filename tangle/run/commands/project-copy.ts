import { rmSync } from 'node:fs'
import {
  constants,
  copyFile,
  cp,
  lstat,
  mkdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import type { Project } from '../../project/project.ts'
import { atExit } from '../process/at-exit.ts'
import { makeTemporaryFolder } from '../sandbox/temporary-folder.ts'
import { linkPackages } from './link-packages.ts'

/** A project as a reader has it after installing, in a temporary folder: what a command writes there hurts nobody. */
export interface ProjectCopy {
  /** The copy, absolute, with no links in its path. Its name is the same on every machine. */
  readonly root: string
  /** An empty folder for what programs keep per user, and for temporary files. */
  readonly home: string
  /** Where programs note that they looked for a network. */
  readonly networkLog: string
  remove(): Promise<void>
}

/** Copies the files of a project, links its packages, and puts the pages there as they were read. */
export async function copyProject(project: Project, files: readonly string[]): Promise<ProjectCopy> {
  const folder = await realpath(makeTemporaryFolder('commands'))
  // Also when the run is interrupted, which leaves time for nothing asynchronous.
  const callOff = atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const copy: ProjectCopy = {
    root: join(folder, 'project'),
    home: join(folder, 'home'),
    networkLog: join(folder, 'network.log'),
    async remove() {
      callOff()
      // A program that was just ended may still be writing.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    await Promise.all([copy.root, copy.home].map((path) => mkdir(path)))
    await fill(project, files, copy.root)
    return copy
  } catch (error) {
    await copy.remove()
    throw error
  }
}

async function fill({ root, tangled }: Project, files: readonly string[], copy: string): Promise<void> {
  const real = await realpath(root)
  const folders = new Set(files.map((path) => dirname(path)))
  for (const path of folders) await mkdir(join(copy, path), { recursive: true })
  await Promise.all(files.map((path) => ifStillThere(copyEntry(real, path, copy))))
  const packages = new Set(['.', ...files.filter((path) => basename(path) === 'package.json').map(dirname)])
  for (const path of packages) {
    await linkPackages(join(root, path, 'node_modules'), join(copy, path, 'node_modules'), { root, copy })
  }
  for (const page of tangled.pages) await writePage(join(copy, page.path), page.text)
}

async function copyEntry(root: string, path: string, copy: string): Promise<void> {
  const from = join(root, path)
  const to = join(copy, path)
  const entry = await lstat(from)
  if (entry.isSymbolicLink()) {
    const target = await readlink(from)
    const inside = relative(root, target)
    const isOwn = isAbsolute(target) && !inside.startsWith('..') && !isAbsolute(inside)
    await symlink(isOwn ? join(copy, inside) : target, to)
  } else if (entry.isDirectory()) {
    // A repository inside this one.
    await cp(from, to, { recursive: true, verbatimSymlinks: true })
  } else if (entry.isFile()) await copyFile(from, to, constants.COPYFILE_FICLONE)
}

/** Git lists a file that has been deleted until that is committed; and others may be at work in the project. */
async function ifStillThere(operation: Promise<void>): Promise<void> {
  try {
    await operation
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** A page that was opened with other text than the disk has. A link would lead out of the copy: it is replaced. */
async function writePage(path: string, text: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if (before === text) return
  await rm(path, { force: true })
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
}
