import type { CallOptions, HttpClient, HttpRequest } from '../../core/http/index.ts'
import { arrayOf, isRecord, optionalDate, optionalString, present } from '../../core/read.ts'
import {
  UNIQUE_PATHS,
  type WireAssessmentLabel,
  type WireAssessmentStatus,
  type WireAssessmentType,
  type WireCreateAssessmentRequest,
  type WireModifyAssessmentRequest,
} from './wire.ts'

/** How far an assessment is. */
export type AssessmentStatus = WireAssessmentStatus
/** By what an answer is judged. */
export type AssessmentType = WireAssessmentType
/** The color of the verdict. */
export type AssessmentLabel = WireAssessmentLabel

/** A verdict on an answer, by a person or a program, shown below it (Unique specification 2.2, A9). */
export interface Assessment {
  /** The id of the assessment itself. Calls go by the id of the message. */
  id: string
  /** The answer that is judged. */
  messageId: string
  /** The question that it answers: `HALLUCINATION` or `COMPLIANCE`. */
  type: AssessmentType
  /** `PENDING` while the judge is at work, `DONE` with a verdict, `ERROR` if there will be none. */
  status: AssessmentStatus
  /** `RED`, `YELLOW` or `GREEN`. Absent as long as there is no verdict. */
  label?: AssessmentLabel
  /** A heading for the verdict. Absent if there is none. */
  title?: string
  /** The reasons for the verdict, as the user reads them. Absent if there are none. */
  explanation?: string
  /** `false` hides it from the user. */
  isVisible: boolean
  /** The time at which it was made. */
  createdAt?: Date
  /** The time at which it last changed. */
  updatedAt?: Date
}

/** A9 `POST /message-assessment`. Not repeated after an unclear failure. */
export function createAssessment(
  http: HttpClient,
  json: WireCreateAssessmentRequest,
  options: CallOptions = {},
): Promise<Assessment> {
  return readAssessment(http, { method: 'POST', path: UNIQUE_PATHS.assessments, json, ...options })
}

/** A9 `PATCH /message-assessment/{messageId}`. */
export function modifyAssessment(
  http: HttpClient,
  json: WireModifyAssessmentRequest,
  options: CallOptions = {},
): Promise<Assessment> {
  const path = UNIQUE_PATHS.assessment(json.messageId)
  return readAssessment(http, { method: 'PATCH', path, json, idempotent: true, ...options })
}

async function readAssessment(http: HttpClient, request: HttpRequest): Promise<Assessment> {
  const reply = await http.open(request)
  const body = await reply.json()
  const assessment = fromWireAssessment(body)
  if (assessment === undefined) throw reply.unexpected('an assessment', body)
  return assessment
}

/** Those of a message; `undefined` if it has none. */
export function fromWireAssessments(value: unknown): Assessment[] | undefined {
  const assessments = arrayOf(value)
    .map(fromWireAssessment)
    .filter((assessment) => assessment !== undefined)
  return assessments.length === 0 ? undefined : assessments
}

/** Reads an assessment of the platform; `undefined` if the value is none. */
function fromWireAssessment(value: unknown): Assessment | undefined {
  if (!isRecord(value) || typeof value.id !== 'string') return undefined
  return {
    id: value.id,
    messageId: optionalString(value.messageId) ?? '',
    // Words that the platform may add later are handed on as they are.
    type: String(value.type ?? '') as AssessmentType,
    status: String(value.status ?? '') as AssessmentStatus,
    isVisible: value.isVisible !== false,
    ...present({
      label: optionalString(value.label) as AssessmentLabel | undefined,
      title: optionalString(value.title),
      explanation: optionalString(value.explanation),
      createdAt: optionalDate(value.createdAt),
      updatedAt: optionalDate(value.updatedAt),
    }),
  }
}
