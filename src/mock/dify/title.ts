/** The title of a conversation, made from its first question (Dify specification 3.1, `auto_generate_name`). */
export function titleOf(query: string): string {
  return query.length > 50 ? `${query.slice(0, 47)}...` : query
}
