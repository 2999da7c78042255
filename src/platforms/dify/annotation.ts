import { isRecord, optionalDate, optionalNumber, optionalString, present } from '../../core/read.ts'

/** A question, and the answer that a human has written for it (Dify specification 3.12). */
export interface Annotation {
  /** For `update` and `delete`. */
  id: string
  /** The question, as a human has written it. Questions that are like it get the answer. */
  question: string
  /** The text that users get in place of the model's. */
  answer: string
  /** How often it was the answer. */
  hitCount: number
  /** The time at which the annotation was stored. */
  createdAt?: Date
}

/** How far the server is with switching replies by annotation on or off. */
export interface AnnotationJob {
  /** For `jobStatus`. */
  id: string
  /** `waiting`, `processing`, `completed` or `error`. */
  status: string
  /** Why the job failed. Absent unless it did. */
  error?: string
}

export function fromWireAnnotation(value: unknown): Annotation | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    question: optionalString(value.question) ?? '',
    answer: optionalString(value.answer) ?? '',
    hitCount: optionalNumber(value.hit_count) ?? 0,
    ...present({ createdAt: optionalDate(value.created_at) }),
  }
}

export function fromWireAnnotationJob(value: unknown): AnnotationJob | undefined {
  if (!isRecord(value) || typeof value.job_id !== 'string') return undefined
  return {
    id: value.job_id,
    status: optionalString(value.job_status) ?? '',
    ...present({ error: optionalString(value.error_msg) }),
  }
}
