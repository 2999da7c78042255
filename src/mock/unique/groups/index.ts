import { addAssessmentRoutes } from '../assessment-routes.ts'
import { addElicitationRoutes } from '../elicitation-routes.ts'
import { addMemoryRoutes } from '../memory-routes.ts'
import { addScheduledTaskRoutes } from '../scheduled-task-routes.ts'
import { addSearchRoutes } from '../search/search-routes.ts'
import { chat } from './chat.ts'
import { content } from './content.ts'
import { folders } from './folders.ts'
import { models } from './models.ts'
import { people } from './people.ts'
import { progress } from './progress.ts'
import type { UniqueGroups } from './segments.ts'

/** All groups, loaded. */
export const uniqueGroups: UniqueGroups = {
  chat: () => chat,
  content: () => content,
  search: () => [addSearchRoutes],
  folders: () => folders,
  people: () => people,
  tasks: () => [addScheduledTaskRoutes],
  models: () => models,
  progress: () => progress,
  assessments: () => [addAssessmentRoutes],
  memories: () => [addMemoryRoutes],
  elicitations: () => [addElicitationRoutes],
}
