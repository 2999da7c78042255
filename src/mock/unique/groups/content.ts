import { addContentInfoRoutes } from '../content-info-routes.ts'
import { addContentRoutes } from '../content-routes.ts'
import { addUploadRoutes } from '../upload-routes.ts'

/** Files and what is known of them. */
export const content = [addContentRoutes, addContentInfoRoutes, addUploadRoutes]
