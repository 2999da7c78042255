import { array, integer, internal, object, omittable, optional, required, type Shaped, text } from '../shape.ts'

/** A reference in a request (Unique specification 5.5). */
export const referenceShape = object({
  name: required(text),
  url: optional(text),
  sequenceNumber: required(integer),
  sourceId: required(text),
  source: required(text),
  description: omittable(text),
  originalIndex: internal(array(integer), 'is not sent with messages'),
  id: internal(text, 'is known to clients only'),
  messageId: internal(text, 'is known to clients only'),
})

/** A reference as a client sent it. */
export type SentReference = Shaped<typeof referenceShape>
