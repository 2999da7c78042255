import type { DifyAppSettings } from './dify/app-settings.ts'
import type { Fault } from './fault.ts'
import type { Model } from './model/model.ts'

/** A file that the user of the chat drops into it. */
export interface Upload {
  /** The file name, with its extension. */
  readonly name: string
  /** The type that it is uploaded with, such as `application/pdf`. */
  readonly mimeType: string
  /** Text stands for its UTF-8 bytes. */
  readonly bytes: Uint8Array | string
}

/** One thing that the user of a Unique chat says. */
export interface UserTurn {
  /** The words of the user. */
  readonly text: string
  /** Uploaded into the chat just before the text is sent. Default: none. */
  readonly uploads?: readonly Upload[]
  /** Which chat of the subscriber, by a name of your own. Default: the first one. */
  readonly chat?: string
  /** Who speaks; fixed by the first turn of a chat. Default: the user of the subscriber's headers. */
  readonly userId?: string
  /** Language of the text. Default: `English`. */
  readonly language?: string
  /** Presses Stop as soon as an answer to this has these words in it; the model ends there. Default: never. */
  readonly stopsAt?: string
  /** Laid over the event's payload (Unique specification 4.2), such as `toolParameters` or `metadataFilter`. */
  readonly payload?: Readonly<Record<string, unknown>>
}

/** A file on the web. */
export interface RemoteFile {
  /** Text stands for its UTF-8 bytes. */
  readonly bytes: Uint8Array | string
  /** The type that the web server names. */
  readonly mimeType: string
}

/** A file that lies in a folder of the company. */
export interface ScenarioDocument extends Upload {
  /** From the root, such as `/Reports/2025`. Default: `/Documents`. */
  readonly folder?: string
  /** Facts for searches to filter by, besides those that the platform knows itself. Default: nothing. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The world outside the program while it runs: users, model and network. */
export interface Scenario {
  /**
   * The turns of the user of the Unique chat, in order. A turn waits until the input of its chat is free. Without this
   * the user is silent until `say` is called, and the event socket stays open.
   *
   * @default a silent user
   */
  readonly user?: readonly UserTurn[]
  /** Unique: what the user can search in. Each paragraph of a text is a passage. Default: nothing. */
  readonly documents?: readonly ScenarioDocument[]
  /** The answers of the model, on both platforms. Default: `defaultModel`, which repeats what it was sent. */
  readonly model?: Model
  /** The module that the space calls: `payload.name` of events. Default: `ExternalModule`. */
  readonly moduleName?: string
  /** `payload.configuration` of events. Default: `{}`. */
  readonly moduleConfiguration?: Readonly<Record<string, unknown>>
  /** The Dify app behind every key: its `mode`, `userInputForm`, `variables` and more. Default: an app of mode `chat`. */
  readonly dify?: Partial<DifyAppSettings>
  /** Files on the web by URL. Any other URL does not resolve. Default: none. */
  readonly remote?: Readonly<Record<string, RemoteFile>>
  /** The faults of the network. Default: nothing. */
  readonly faults?: readonly Fault[]
}

/** Returns its argument: a place for types and completion in a scenario file. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario
}
