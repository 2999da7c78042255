import type { Place } from '../chat-change.ts'
import type { ModelFile, ModelForm } from '../model/model.ts'
import type { PushStream } from '../push-stream.ts'
import type { VariableType } from './app-settings.ts'

/** A conversation of one end user. Times are in milliseconds; the wire has seconds. */
export interface Conversation extends Place {
  readonly kind: 'conversation'
  readonly id: string
  readonly user: string
  readonly inputs: Readonly<Record<string, unknown>>
  /** Set by hand or made from the first question, then shown from `namedAt` on. */
  name: string | undefined
  namedAt: number
  readonly createdAt: number
  updatedAt: number
  /** Oldest first. */
  readonly messages: MessageRecord[]
  readonly variables: readonly Variable[]
}

/** A variable that a chatflow keeps for a conversation. */
export interface Variable {
  readonly id: string
  readonly name: string
  readonly type: VariableType
  readonly description: string
  value: unknown
  readonly createdAt: number
  updatedAt: number
}

/** A question and its answer. */
export interface MessageRecord {
  readonly id: string
  readonly taskId: string
  readonly user: string
  readonly conversation: Conversation
  readonly query: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly files: readonly AttachedFile[]
  answer: string
  status: 'running' | 'normal' | 'error' | 'paused'
  error: string | null
  usage: Usage | undefined
  readonly createdAt: number
  /** Forms that a person was asked to fill in on the way to the answer. */
  readonly forms: HumanForm[]
}

/** Somebody who reads the events of a run. */
export interface Listener {
  readonly stream: PushStream
  /** The stream goes on when the run waits for a person. */
  readonly staysOnPause: boolean
}

/** The run of a chatflow. Times are in seconds, as they are sent. */
export interface WorkflowRun {
  readonly id: string
  readonly workflowId: string
  readonly message: MessageRecord
  readonly inputs: Readonly<Record<string, unknown>>
  status: 'running' | 'succeeded' | 'failed' | 'stopped' | 'paused'
  readonly outputs: Readonly<Record<string, unknown>>
  readonly error: string | null
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly steps: number
  readonly listeners: Set<Listener>
  /** Everything that has happened so far, as events, the text in one piece. */
  readonly snapshot: readonly Readonly<Record<string, unknown>>[]
  /** `workflow_finished` as it is sent to whoever asks for the events of a run that is over (3.13). */
  readonly finishedEvent: Readonly<Record<string, unknown>>
  /** The form has been filled in: the model is asked again. */
  resume(form: HumanForm): void
}

/** A form that a run waits for, or has waited for. */
export interface HumanForm {
  readonly id: string
  /** Opens it for whoever has it. */
  readonly token: string
  readonly run: WorkflowRun
  readonly nodeId: string
  readonly nodeTitle: string
  readonly form: ModelForm
  readonly expiresAt: number
  submitted:
    | {
        readonly action: string
        readonly inputs: Readonly<Record<string, unknown>>
        readonly files: readonly AttachedFile[]
      }
    | undefined
}

/** A file of a message, with what the model sees of it. */
export interface AttachedFile {
  readonly id: string
  readonly method: 'remote_url' | 'local_file'
  readonly file: ModelFile
  readonly uploadId: string | undefined
}

/** A file that was uploaded. */
export interface UploadedFile {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly extension: string
  readonly mimeType: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Opens its public address. */
  readonly signature: string
  readonly createdAt: number
  /** A message has used it, so that it can be seen (Dify specification 5.2). */
  used: boolean
}

/** The opinion of an end user on an answer. */
export interface FeedbackRecord {
  readonly id: string
  readonly user: string
  readonly message: MessageRecord
  rating: 'like' | 'dislike'
  content: string | null
  readonly createdAt: number
  updatedAt: number
}

/** Dify specification 3.1, `usage`. */
export interface Usage {
  readonly prompt_tokens: number
  readonly prompt_unit_price: string
  readonly prompt_price_unit: string
  readonly prompt_price: string
  readonly completion_tokens: number
  readonly completion_unit_price: string
  readonly completion_price_unit: string
  readonly completion_price: string
  readonly total_tokens: number
  readonly total_price: string
  readonly currency: string
  readonly latency: number
  readonly time_to_first_token: number | null
  readonly time_to_generate: number | null
}
