import { addFolderAccessRoutes } from '../folders/access-routes.ts'
import { addFolderRoutes, addFolderUpdateRoute } from '../folders/folder-routes.ts'

/** Folders. Of two routes whose paths look alike the first one answers: a fixed name before a parameter. */
export const folders = [addFolderAccessRoutes, addFolderRoutes, addFolderUpdateRoute]
