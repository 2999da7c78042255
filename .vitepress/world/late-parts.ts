import type { DifyGroups } from '../../src/mock/dify/groups/segments.ts'
import type { MockParts } from '../../src/mock/mock-parts.ts'
import type { UniqueGroups } from '../../src/mock/unique/groups/segments.ts'

const unique: UniqueGroups = {
  chat: async () => (await import('../../src/mock/unique/groups/chat.ts')).chat,
  content: async () => (await import('../../src/mock/unique/groups/content.ts')).content,
  search: async () => [(await import('../../src/mock/unique/search/search-routes.ts')).addSearchRoutes],
  folders: async () => (await import('../../src/mock/unique/groups/folders.ts')).folders,
  people: async () => (await import('../../src/mock/unique/groups/people.ts')).people,
  tasks: async () => [(await import('../../src/mock/unique/scheduled-task-routes.ts')).addScheduledTaskRoutes],
  models: async () => (await import('../../src/mock/unique/groups/models.ts')).models,
  progress: async () => (await import('../../src/mock/unique/groups/progress.ts')).progress,
  assessments: async () => [(await import('../../src/mock/unique/assessment-routes.ts')).addAssessmentRoutes],
  memories: async () => [(await import('../../src/mock/unique/memory-routes.ts')).addMemoryRoutes],
  elicitations: async () => [(await import('../../src/mock/unique/elicitation-routes.ts')).addElicitationRoutes],
}

const dify: DifyGroups = {
  chat: async () => (await import('../../src/mock/dify/groups/chat.ts')).chat,
  conversations: async () => (await import('../../src/mock/dify/groups/conversations.ts')).conversations,
  async messages() {
    const { addMessageRoutes } = await import('../../src/mock/dify/message-routes.ts')
    return [({ routes }) => addMessageRoutes(routes)]
  },
  files: async () => (await import('../../src/mock/dify/groups/files.ts')).files,
  async app() {
    const { addAppRoutes } = await import('../../src/mock/dify/app-routes.ts')
    return [({ routes }) => addAppRoutes(routes)]
  },
  async audio() {
    const { addAudioRoutes } = await import('../../src/mock/dify/audio-routes.ts')
    return [({ routes }) => addAudioRoutes(routes)]
  },
  async annotations() {
    const { addAnnotationRoutes } = await import('../../src/mock/dify/annotation-routes.ts')
    return [({ routes }) => addAnnotationRoutes(routes)]
  },
  workflows: async () => (await import('../../src/mock/dify/groups/workflows.ts')).workflows,
}

/** The mock platforms group by group, loaded when a program asks for the first route of one. */
export const lateParts: MockParts = {
  unique,
  dify,
  operations: async () => (await import('../../src/mock/operations/index.ts')).operations,
}
