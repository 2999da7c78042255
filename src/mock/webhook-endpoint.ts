/** What answers a webhook. What it hands to `waitUntil` is waited for. */
export type WebhookEndpoint = (
  request: Request,
  context: { readonly waitUntil: (work: Promise<unknown>) => void },
) => Response | Promise<Response>
