/** An answer that the owner of an app has written to a question (Dify specification 3.12). */
export interface AnnotationRecord {
  readonly id: string
  question: string
  answer: string
  hitCount: number
  readonly createdAt: number
}
