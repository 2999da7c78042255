import type { CallOptions } from '../core/http/index.ts'
import type { AssessmentLabel, AssessmentStatus, AssessmentType } from '../platforms/unique/assessment-endpoint.ts'
import type { ContentReference } from '../platforms/unique/content-reference.ts'

/** Options that creating and changing a message have in common. */
export interface MessageFields extends CallOptions {
  /** The text as the model wrote it, where the chat shows another one. */
  originalContent?: string
  /** Links to content; cite them in the text as `<sup>1</sup>`. An empty list is sent as such; to keep, leave out. */
  references?: readonly ContentReference[]
  /** Notes for the people who run the app. Default: none. */
  debugInfo?: Record<string, unknown>
  /** `true` finishes the answer with the same request, which gives the input back to the user. Default: `false`. */
  setCompletedAt?: boolean
}

/** Options of `ChatService.createAssistantMessage`. */
export interface CreateAssistantMessageOptions extends MessageFields {
  /** The text, with `<sup>1</sup>` where it cites. May be empty. */
  content: string
}

/** Options of `ChatService.modifyAssistantMessage`. */
export interface ModifyAssistantMessageOptions extends MessageFields {
  /** The new text. Default: the text stays. */
  content?: string
  /** Default: the current assistant message. */
  messageId?: string
}

/** Options of `ChatService.createUserMessage`. */
export type CreateUserMessageOptions = CreateAssistantMessageOptions

/** Options of `ChatService.modifyUserMessage`. */
export interface ModifyUserMessageOptions extends MessageFields {
  /** The new text. Default: the text stays. */
  content?: string
  /** Default: the current user message. */
  messageId?: string
}

/** Options of calls about one message. */
export interface MessageIdOptions extends CallOptions {
  /** Default: the current assistant message. */
  messageId?: string
}

interface AssessmentFields extends MessageIdOptions {
  /** By what the answer is judged. */
  type: AssessmentType
  /** The color of the verdict. Default: none. */
  label?: AssessmentLabel
  /** The headline of the assessment. */
  title?: string
  /** Why it is so. */
  explanation?: string
}

/** Options of `ChatService.createMessageAssessment`. */
export interface CreateMessageAssessmentOptions extends AssessmentFields {
  /** Default: `DONE`. `PENDING` announces an assessment that is still being made. */
  status?: AssessmentStatus
  /** Whether the user sees it. Default: `true`. */
  isVisible?: boolean
}

/** Options of `ChatService.modifyMessageAssessment`. */
export interface ModifyMessageAssessmentOptions extends AssessmentFields {
  /** Default: it stays. */
  status?: AssessmentStatus
}
