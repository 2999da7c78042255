export {
  type DifyAppMode,
  type DifyAppSettings,
  defaultAppSettings,
  type InputControl,
  type InputControlKind,
  type VariableSetting,
  type VariableType,
} from './app-settings.ts'
export { DifyError, routeNotFound } from './dify-error.ts'
export { createDifyServer, type DifyServer } from './dify-server.ts'
