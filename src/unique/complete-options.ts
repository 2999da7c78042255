import type { CallOptions } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import { checkNumbers } from '../core/waits.ts'
import type { OpenAIMessage } from '../messages/index.ts'
import { camelizeKeys } from '../platforms/unique/camelize.ts'
import { type ContentChunk, toWireSearchContext } from '../platforms/unique/completion-endpoint.ts'
import type { WireCompletionMessage, WireStreamCompletionRequest } from '../platforms/unique/wire.ts'
import { defaultTemperature, type LanguageModelName } from './language-model-name.ts'

/** A function that the model may ask for. */
export interface CompletionTool {
  /** Letters, digits, `_` and `-`. */
  name: string
  /** Tells the model when to call it, and for what. */
  description: string
  /** A JSON schema. */
  parameters: Record<string, unknown>
  /** Default: `false`. */
  strict?: boolean
}

/** Options of `ChatService.completeWithReferences`. */
export interface CompleteOptions extends CallOptions {
  /** The prompt: what the model is told and asked, in order. */
  messages: readonly OpenAIMessage[]
  /** One of `LanguageModelName`, or any other name that the deployment has. */
  model: LanguageModelName | (string & {})
  /** Passages that the model may cite as `[source0]`, `[source1]`, …, by position. Their text must be in the prompt. */
  contentChunks?: readonly ContentChunk[]
  /** Default: 0; 1 for models that take nothing else. */
  temperature?: number
  /** Tools that the model may ask to have called. Default: none. */
  tools?: readonly CompletionTool[]
  /** Shown before what the model writes. */
  startText?: string
  /** Notes for the people who run the app; users do not see them. Default: none. */
  debugInfo?: Record<string, unknown>
  /** Milliseconds that the platform gives the model. Default: 240 000. `timeout` is what this program gives the call. */
  modelTimeout?: number
  /** Further options of the model in the words of the platform, such as `reasoning_effort`. */
  options?: Readonly<Record<string, unknown>>
}

/** The part of the request that does not say which chat it is for. */
export function toWireCompletion(
  options: CompleteOptions,
): Omit<WireStreamCompletionRequest, 'chatId' | 'assistantId' | 'assistantMessageId' | 'userMessageId'> {
  const { messages, model, contentChunks, temperature, tools, startText, debugInfo, modelTimeout } = options
  checkNumbers('sentLimit', { modelTimeout })
  return {
    // Only keys change, so that what comes out has the shape that the platform names.
    messages: camelizeKeys(messages) as WireCompletionMessage[],
    model,
    timeout: modelTimeout ?? 240_000,
    options: {
      temperature: temperature ?? defaultTemperature(model),
      ...present({
        tools: tools?.map(({ name, description, parameters, strict = false }) => ({
          type: 'function' as const,
          function: { name, description, parameters, strict },
        })),
      }),
      ...options.options,
    },
    ...present({
      // An empty list is no context.
      searchContext: contentChunks?.length ? contentChunks.map(toWireSearchContext) : undefined,
      startText,
      debugInfo,
    }),
  }
}
