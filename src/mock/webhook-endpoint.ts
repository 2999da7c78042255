/** A handler that answers a webhook. The work that it hands to `waitUntil` is waited for. */
export type WebhookEndpoint = (
  request: Request,
  context: { readonly waitUntil: (work: Promise<unknown>) => void },
) => Response | Promise<Response>
