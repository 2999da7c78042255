import type { DifyApp } from './dify-app.ts'
import type { AttachedFile, Conversation, FeedbackRecord, MessageRecord } from './records.ts'
import { toSeconds } from './to-seconds.ts'
import { toWireContent } from './workflow/form.ts'

/** A conversation as it is sent (Dify specification 3.4). Reads the clock: the title takes its time. */
export function toWireConversation(app: DifyApp, conversation: Conversation): Record<string, unknown> {
  const { id, name, namedAt, inputs, createdAt, updatedAt } = conversation
  return {
    id,
    name: name !== undefined && app.now() >= namedAt ? name : 'New conversation',
    inputs,
    status: 'normal',
    introduction: app.settings.openingStatement,
    created_at: toSeconds(createdAt),
    updated_at: toSeconds(updatedAt),
  }
}

/** A message as it is sent (Dify specification 3.5). */
export function toWireMessage(app: DifyApp, message: MessageRecord, parentId: string | null, origin: string) {
  const { id, conversation, inputs, query, answer, status, error, files, usage, createdAt, user } = message
  const feedback = app.feedbacks.find((given) => given.message === message && given.user === user)
  return {
    id,
    conversation_id: conversation.id,
    parent_message_id: parentId,
    inputs,
    query,
    answer,
    status: status === 'running' ? 'normal' : status,
    error,
    message_files: files.map((file) => toWireMessageFile(file, origin)),
    feedback: feedback ? { rating: feedback.rating } : null,
    retriever_resources: [],
    agent_thoughts: [],
    created_at: toSeconds(createdAt),
    extra_contents: message.forms.map(toWireContent),
    message_tokens: usage?.prompt_tokens ?? 0,
    answer_tokens: usage?.completion_tokens ?? 0,
    total_tokens: usage?.total_tokens ?? 0,
    provider_response_latency: usage?.latency ?? 0,
    total_price: usage?.total_price ?? null,
    currency: usage?.currency ?? null,
  }
}

function toWireMessageFile({ id, method, file, uploadId }: AttachedFile, origin: string): Record<string, unknown> {
  const name = file.name ?? (file.url ? new URL(file.url).pathname.split('/').at(-1) : undefined)
  return {
    id,
    filename: name ?? '',
    type: file.kind,
    url: file.url ?? `${origin}/v1/files/${uploadId}/preview`,
    mime_type: file.mimeType,
    size: file.bytes?.byteLength ?? -1,
    transfer_method: method,
    belongs_to: 'user',
    upload_file_id: uploadId ?? null,
  }
}

/** Feedback as it is sent (Dify specification 3.9). */
export function toWireFeedback(app: DifyApp, feedback: FeedbackRecord): Record<string, unknown> {
  const { id, message, rating, content, user, createdAt, updatedAt } = feedback
  return {
    id,
    app_id: app.id,
    conversation_id: message.conversation.id,
    message_id: message.id,
    rating,
    content,
    from_source: 'user',
    from_end_user_id: app.endUserId(user),
    from_account_id: null,
    created_at: new Date(createdAt).toISOString(),
    updated_at: new Date(updatedAt).toISOString(),
  }
}
