import type { FileSystem } from '../model/file-system.ts'

/** Whether a file exists, one that is no text included. */
export async function isThere(path: string, fileSystem: FileSystem): Promise<boolean> {
  return (await fileSystem.glob([path])).length > 0 || (await fileSystem.read(path)) !== undefined
}
