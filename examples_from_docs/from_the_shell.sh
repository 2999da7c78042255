set -eu

send() {
  curl --silent --show-error --fail-with-body --no-buffer "$DIFY_BASE_URL/chat-messages" \
    --header "Authorization: Bearer $DIFY_API_KEY" \
    --header 'Content-Type: application/json' \
    --data "$1"
}

reply=$(send '{
  "inputs": {},
  "query": "Is it raining?",
  "user": "user-123",
  "response_mode": "blocking"
}')

field() {
  sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p"
}

printf '%s\n' "$reply" | field answer

conversation=$(printf '%s\n' "$reply" | field conversation_id)

reply=$(send '{
  "inputs": {},
  "query": "What did I just ask?",
  "user": "user-123",
  "response_mode": "blocking",
  "conversation_id": "'"$conversation"'"
}')
printf '%s\n' "$reply" | field answer

send '{
  "inputs": {},
  "query": "Say it slowly: is it raining?",
  "user": "user-123",
  "response_mode": "streaming"
}' | while IFS= read -r line; do
  case $(printf '%s\n' "$line" | field event) in
    message) printf '[%s]' "$(printf '%s\n' "$line" | field answer)" ;;
    message_end) printf '\n' ;;
  esac
done

refusal=$(send '{
  "inputs": {},
  "query": "Do you remember me?",
  "user": "user-123",
  "response_mode": "blocking",
  "conversation_id": "00000000-0000-4000-8000-000000000000"
}') || printf '%s\n' "$refusal" | field message
