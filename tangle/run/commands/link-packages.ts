import { copyFile, lstat, mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'

/**
 * Makes a `node_modules` of links to the packages of another one. A package that is a folder of the project, as npm
 * workspaces are, is linked to the same folder of the copy; so are the commands in `.bin`. No error if there is none.
 */
export async function linkPackages(from: string, to: string, project: { root: string; copy: string }): Promise<void> {
  const source = await realpath(from).catch(() => undefined)
  if (source === undefined) return
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const { name } = entry
    const path = join(source, name)
    if (name === '.bin') await copyCommands(path, join(to, name))
    else if (entry.isDirectory() && name.startsWith('@')) await linkPackages(path, join(to, name), project)
    else if (entry.isSymbolicLink()) await symlink(await targetOf(path, project), join(to, name))
    // Caches of tools lie here, too: what a command leaves in them would leave the copy.
    else if (!name.startsWith('.') || name === '.pnpm' || name === '.package-lock.json') {
      await symlink(path, join(to, name))
    }
  }
}

/** Links in `.bin` lead through the packages beside it, so that they are right as they are. */
async function copyCommands(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of await readdir(from)) {
    const path = join(from, name)
    const isLink = (await lstat(path)).isSymbolicLink()
    if (isLink) await symlink(await readlink(path), join(to, name))
    else await copyFile(path, join(to, name))
  }
}

/** Where a link of the original leads, in the copy if that is inside the project. */
async function targetOf(link: string, { root, copy }: { root: string; copy: string }): Promise<string> {
  const target = resolve(dirname(link), await readlink(link))
  const inside = relative(await realpath(root), target)
  return inside.startsWith('..') || isAbsolute(inside) ? target : join(copy, inside)
}
