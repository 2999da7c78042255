import { present } from '../../core/read.ts'
import type { WireChatFile, WireChatRequest } from './wire.ts'

/** The kind of a file. */
export type ChatFileType = 'image' | 'document' | 'audio' | 'video' | 'custom'

/**
 * A file that goes with a message: at an address that the server can reach, or uploaded before. Which of the two it is
 * follows from the key it has.
 */
export type ChatFile =
  | {
      /** The kind of file, which the app must take: see `fileUpload` of `AppParameters`. */
      type: ChatFileType
      /** An address on the web that the server can reach. */
      url: string
      uploadId?: undefined
    }
  | {
      type: ChatFileType
      /** The `id` of an upload by the same user. */
      uploadId: string
      url?: undefined
    }

/** A message to an app, and the way to answer it. */
export interface ChatRequest {
  /** The message of the user. Not empty. */
  query: string
  /** Values for the variables of the app, by name; files have the same form as in `files`. Default: none. */
  inputs?: Readonly<Record<string, unknown>> | undefined
  /** Goes on with a conversation of the same user. Default: a new one. */
  conversationId?: string | undefined
  /** Files that the message is about. Default: none. */
  files?: readonly ChatFile[] | undefined
  /** Whose message it is; any string that is yours to choose. Default: the `user` of the client. */
  user?: string | undefined
  /** `false` leaves a new conversation without a title. Default: the server makes one. */
  autoGenerateName?: boolean | undefined
  /** Pins a version of a chatflow. Default: the latest that is published. */
  workflowId?: string | undefined
}

/** `inputs` is sent even when it is empty: the server refuses a request without it (Dify specification 3.1). */
export function toWireChatRequest(
  request: ChatRequest,
  user: string,
  responseMode: 'blocking' | 'streaming',
): WireChatRequest {
  return {
    query: request.query,
    inputs: { ...request.inputs },
    user,
    response_mode: responseMode,
    ...present({
      conversation_id: request.conversationId,
      files: request.files?.map(toWireFile),
      auto_generate_name: request.autoGenerateName,
      workflow_id: request.workflowId,
    }),
  }
}

/** Dify specification 5.4. */
export function toWireFile(file: ChatFile): WireChatFile {
  return file.uploadId === undefined
    ? { type: file.type, transfer_method: 'remote_url', url: file.url }
    : { type: file.type, transfer_method: 'local_file', upload_file_id: file.uploadId }
}
