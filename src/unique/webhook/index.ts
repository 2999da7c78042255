export { type SignedWebhookOptions, signedWebhookRequest } from './signed-webhook-request.ts'
export {
  createWebhookHandler,
  type WebhookContext,
  type WebhookHandler,
  type WebhookOptions,
} from './webhook-handler.ts'
