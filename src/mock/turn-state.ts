/** The state of a turn. */
export type TurnState = 'spoken' | 'input locked' | 'nobody listens'
