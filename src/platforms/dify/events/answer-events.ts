import type { ReplyFile } from '../reply-file.ts'
import type { ReplyMetadata } from '../reply-metadata.ts'
import type { StreamEventBase } from './event-base.ts'

/** Text to append. */
export interface MessageEvent extends StreamEventBase {
  event: 'message' | 'agent_message'
  answer: string
}

/** A step of an agent. It comes again with the same `id` as tool and observation become known: keep the last. */
export interface AgentThoughtEvent extends StreamEventBase {
  event: 'agent_thought'
  id: string
  position: number
  thought?: string
  observation?: string
  /** Names of tools, joined by `;`. */
  tool?: string
  /** A JSON text. */
  toolInput?: string
  toolLabels: Record<string, unknown>
  messageFiles: string[]
}

/** A file that the app has made for the answer. */
export interface MessageFileEvent extends StreamEventBase {
  event: 'message_file'
  id: string
  type?: string
  belongsTo?: string
  url?: string
}

/** Throw away the text so far and take this one: after moderation, or because an agent closes with its whole text. */
export interface MessageReplaceEvent extends StreamEventBase {
  event: 'message_replace'
  answer: string
  reason?: string
}

/** The answer is complete and stored. More events may follow. */
export interface MessageEndEvent extends StreamEventBase {
  event: 'message_end'
  metadata: ReplyMetadata
  files: ReplyFile[]
}

/** A piece of the answer as speech, where the app speaks by itself. */
export interface SpeechEvent extends StreamEventBase {
  event: 'tts_message' | 'tts_message_end'
  /** MP3 in base64; empty at the end. */
  audio: string
}

/** A piece of the thoughts that a model has before it answers. */
export interface ReasoningEvent extends StreamEventBase {
  event: 'reasoning_chunk'
  reasoning: string
  nodeId: string
  isFinal: boolean
}
