import type { Surroundings } from '../surroundings.ts'
import type { AnnotationRecord } from './annotation.ts'
import type { DifyAppSettings } from './app-settings.ts'
import { DifyError } from './dify-error.ts'
import type { Conversation, FeedbackRecord, HumanForm, MessageRecord, UploadedFile, WorkflowRun } from './records.ts'

/** Everything that one app remembers. One key, one app. */
export class DifyApp {
  readonly surroundings: Surroundings
  readonly settings: DifyAppSettings
  readonly id: string
  readonly conversations: Conversation[] = []
  readonly files = new Map<string, UploadedFile>()
  readonly feedbacks: FeedbackRecord[] = []
  /** Oldest first. */
  readonly annotations: AnnotationRecord[] = []
  readonly annotationJobs = new Set<string>()
  /** Streams that can be stopped, by task. */
  readonly running = new Map<string, { readonly user: string; readonly stop: () => void }>()
  /** Runs of chatflows, by their ids. */
  readonly workflowRuns = new Map<string, WorkflowRun>()
  /** Forms, by their tokens. */
  readonly forms = new Map<string, HumanForm>()
  /** Runs that can go on, with the form that was filled in for them, or that nobody filled in in time. */
  readonly resumable = new Map<WorkflowRun, HumanForm>()
  readonly #endUsers = new Map<string, string>()
  readonly #nextNumber: () => number

  constructor(surroundings: Surroundings, settings: DifyAppSettings, nextNumber: () => number) {
    this.surroundings = surroundings
    this.settings = settings
    this.id = surroundings.ids.uuid('app')
    this.#nextNumber = nextNumber
  }

  now(): number {
    return this.surroundings.clock.now()
  }

  uuid(kind: string): string {
    return this.surroundings.ids.uuid(kind)
  }

  /** The id of an end user, made at first sight (Dify specification 1.1). */
  endUserId(user: string): string {
    const id = this.#endUsers.get(user) ?? this.uuid('end-user')
    this.#endUsers.set(user, id)
    return id
  }

  endUser(id: string): string | undefined {
    return [...this.#endUsers].find(([, known]) => known === id)?.[0]
  }

  /** Runs whose form nobody has filled in in time can go on (Dify specification 4.4). Looks at the clock for them only. */
  expireForms(): void {
    for (const form of this.forms.values()) {
      const { run, submitted, expiresAt } = form
      const isWaiting = submitted === undefined && run.status === 'paused' && run.message.forms.at(-1) === form
      if (!isWaiting || this.now() < expiresAt) continue
      run.status = 'running'
      this.resumable.set(run, form)
    }
  }

  /** Has a run go on that can; another one is left alone. */
  resume(run: WorkflowRun): void {
    const form = this.resumable.get(run)
    this.resumable.delete(run)
    if (form !== undefined) run.resume(form)
  }

  conversation(id: string, user: string): Conversation {
    const found = this.conversations.find((conversation) => conversation.id === id && conversation.user === user)
    if (found === undefined) throw new DifyError(404, 'not_found', 'Conversation Not Exists.')
    return found
  }

  message(id: string, user: string): MessageRecord {
    const found = this.conversations
      .flatMap((conversation) => conversation.messages)
      .find((message) => message.id === id && message.user === user)
    if (found === undefined) throw new DifyError(404, 'not_found', 'Message Not Exists.')
    return found
  }

  startConversation(user: string, inputs: Readonly<Record<string, unknown>>): Conversation {
    const now = this.now()
    const conversation: Conversation = {
      kind: 'conversation',
      number: this.#nextNumber(),
      id: this.uuid('conversation'),
      user,
      inputs,
      name: undefined,
      namedAt: now,
      createdAt: now,
      updatedAt: now,
      messages: [],
      variables: this.settings.variables.map(({ name, type, value, description = '' }) => ({
        ...{ id: this.uuid('variable'), name, type, value, description, createdAt: now, updatedAt: now },
      })),
    }
    this.conversations.push(conversation)
    return conversation
  }
}
