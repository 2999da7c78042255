/** What has become of a turn. */
export type TurnState = 'spoken' | 'input locked' | 'nobody listens'
