import type { ReplyFile } from '../reply-file.ts'
import type { ReplyMetadata } from '../reply-metadata.ts'
import type { StreamEventBase } from './event-base.ts'

/** Text to append. */
export interface MessageEvent extends StreamEventBase {
  /** `agent_message` while an agent writes, `message` from every other app. */
  event: 'message' | 'agent_message'
  /** The next piece: append it to what came before. */
  answer: string
}

/** A step of an agent. It comes again with the same `id` as tool and observation become known: keep the last. */
export interface AgentThoughtEvent extends StreamEventBase {
  event: 'agent_thought'
  /** The same on every event of one step. */
  id: string
  /** The place of the step in the answer, counted from 1. */
  position: number
  /** The model's own words about the step. Absent until there are any. */
  thought?: string
  /** The output of the tools, as text. Absent until they have answered. */
  observation?: string
  /** Names of tools, joined by `;`. */
  tool?: string
  /** A JSON text. */
  toolInput?: string
  /** The tools' labels for people, by the names of the tools, in the platform's form. */
  toolLabels: Record<string, unknown>
  /** Ids of files that the step has made. Empty if there are none. */
  messageFiles: string[]
}

/** A file that the app has made for the answer. */
export interface MessageFileEvent extends StreamEventBase {
  event: 'message_file'
  /** The id of the file on the platform. */
  id: string
  /** The kind of file, such as `image`. */
  type?: string
  /** `assistant`: the file is part of the answer. */
  belongsTo?: string
  /** The address to load it from, signed; it expires. */
  url?: string
}

/** Throw away the text so far and take this one: after moderation, or because an agent closes with its whole text. */
export interface MessageReplaceEvent extends StreamEventBase {
  event: 'message_replace'
  /** The whole text that the answer has from here on. */
  answer: string
  /** `output_moderation` where a chatflow's moderation did it. Absent elsewhere. */
  reason?: string
}

/** The answer is complete and stored. More events may follow. */
export interface MessageEndEvent extends StreamEventBase {
  event: 'message_end'
  /** The tokens and the price of the answer, and the passages that it rests on. */
  metadata: ReplyMetadata
  /** Files that the app hands over with the answer. Empty if there are none. */
  files: ReplyFile[]
}

/** A piece of the answer as speech, where the app speaks by itself. */
export interface SpeechEvent extends StreamEventBase {
  /** `tts_message` brings sound; `tts_message_end` says that no more comes, and may arrive after `message_end`. */
  event: 'tts_message' | 'tts_message_end'
  /** MP3 in base64; empty at the end. */
  audio: string
}

/** A piece of the thoughts that a model has before it answers. */
export interface ReasoningEvent extends StreamEventBase {
  event: 'reasoning_chunk'
  /** The next piece of the thoughts: append it to those of the same node. */
  reasoning: string
  /** The node of the chatflow whose model thinks. */
  nodeId: string
  /** `true` with the last piece of a node. */
  isFinal: boolean
}
