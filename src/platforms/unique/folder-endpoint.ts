import type { CallOptions, HttpClient } from '../../core/http/index.ts'
import { isRecord, optionalRecord, optionalString, present, textOf } from '../../core/read.ts'
import { UNIQUE_PATHS } from './wire.ts'

/** A folder of the company. Uploads go to its `id`, which the platform calls `scopeId`. */
export interface Folder {
  /** Such as `scope_…`: pass it as `scopeId` of an upload. */
  id: string
  /** The last part of its path. */
  name: string
  /** The folder that it lies in; absent at the root. */
  parentId?: string
  /** The id that another system knows it by, where one was given. */
  externalId?: string
  /** How files of the folder are read. */
  ingestionConfig?: Record<string, unknown>
}

/** `POST /folder` (Unique specification 2.3). Folders that are there stay as they are. */
export async function createFolders(http: HttpClient, paths: readonly string[], options: CallOptions) {
  const reply = await http.open({ method: 'POST', path: UNIQUE_PATHS.folders, json: { paths: [...paths] }, ...options })
  const body = await reply.json()
  if (!isRecord(body) || !Array.isArray(body.createdFolders)) throw reply.unexpected('folders', body)
  return body.createdFolders.map(fromWireFolder).filter((folder) => folder !== undefined)
}

/** `GET /folder/info`. */
export async function getFolder(
  http: HttpClient,
  query: { readonly scopeId?: string; readonly folderPath?: string },
  options: CallOptions,
): Promise<Folder> {
  const reply = await http.open({ method: 'GET', path: UNIQUE_PATHS.folderInfo, query, ...options })
  const body = await reply.json()
  const folder = fromWireFolder(body)
  if (folder === undefined) throw reply.unexpected('a folder', body)
  return folder
}

function fromWireFolder(value: unknown): Folder | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    name: textOf(value.name),
    ...present({
      parentId: optionalString(value.parentId),
      externalId: optionalString(value.externalId),
      ingestionConfig: optionalRecord(value.ingestionConfig),
    }),
  }
}
