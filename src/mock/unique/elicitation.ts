/** A question of an app to the user, with a form or an address (Unique specification 2.3). */
export interface StoredElicitation {
  readonly object: 'elicitation'
  readonly id: string
  readonly companyId: string
  readonly userId: string
  readonly mode: 'FORM' | 'URL'
  readonly message: string
  readonly toolName: string
  readonly schema: unknown
  readonly url: string | null
  readonly chatId: string | null
  readonly messageId: string | null
  readonly metadata: unknown
  readonly expiresAt: string | null
  status: 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'CANCELLED' | 'EXPIRED'
  responseContent: unknown
  readonly createdAt: string
  updatedAt: string
}
