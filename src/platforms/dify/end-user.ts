import { isRecord, optionalDate, optionalString, present } from '../../core/read.ts'

/** Somebody who uses the app, as the server knows them (Dify specification 3.10). */
export interface EndUser {
  /** The id that `createdBy` of an upload has. */
  id: string
  /** The `user` that calls were made with. */
  externalUserId?: string
  /** The name, where the platform has one. */
  name?: string
  /** Where they come from: `service-api` for users of this API. */
  type?: string
  /** `true` if the platform knows them by nothing but the `user` of a call. */
  isAnonymous: boolean
  /** The time of the first call for them. */
  createdAt?: Date
  /** The time at which the platform last changed what it keeps of them. */
  updatedAt?: Date
}

/** Reads an end user; `undefined` if the value is none. */
export function fromWireEndUser(value: unknown): EndUser | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    isAnonymous: value.is_anonymous === true,
    ...present({
      externalUserId: optionalString(value.external_user_id),
      name: optionalString(value.name),
      type: optionalString(value.type),
      createdAt: optionalDate(value.created_at),
      updatedAt: optionalDate(value.updated_at),
    }),
  }
}
