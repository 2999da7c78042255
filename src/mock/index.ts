/**
 * Unique and Dify as functions from `Request` to `Response`: the same code answers in process, over HTTP
 * (`@parley/sdk/node`) and inside a page.
 *
 * @module
 */
import '../core/web-types.ts'

export type { ChatChange, ChatPlace, ShownFile, ShownReference } from './chat-change.ts'
export { type MockClock, type SteppingClockOptions, steppingClock } from './clock.ts'
export { createMock } from './create-mock.ts'
export type { Deviation, Platform } from './deviation.ts'
// Not by its index: the types of Hono, which that leads to, need the DOM library.
export type {
  DifyAppMode,
  DifyAppSettings,
  InputControl,
  InputControlKind,
  VariableSetting,
  VariableType,
} from './dify/app-settings.ts'
export type { RecordedRequest } from './exchange.ts'
export type {
  AnswerFault,
  DropFault,
  DuplicateFault,
  ErrorEventFault,
  Fault,
  FaultMatch,
  LineEndFault,
  SplitFault,
} from './fault.ts'
export type { Mock, MockEvent, MockFile, MockOptions } from './mock.ts'
export { defaultModel } from './model/default-model.ts'
export type {
  Model,
  ModelAnswer,
  ModelFile,
  ModelForm,
  ModelFormInput,
  ModelMessage,
  ModelPart,
  ModelRequest,
  ModelStep,
} from './model/model.ts'
export {
  defineScenario,
  type RemoteFile,
  type Scenario,
  type ScenarioDocument,
  type Upload,
  type UserTurn,
} from './scenario.ts'
export type { TurnState } from './turn-state.ts'
export type { WebhookEndpoint } from './webhook-endpoint.ts'
