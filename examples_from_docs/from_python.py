import json
import os
from urllib.request import Request, urlopen


def send(method, url, headers, body=None):
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers = {**headers, "Content-Type": "application/json"}
    return urlopen(Request(url, data, headers, method=method))


def events(stream):
    data = []
    for line in stream:
        text = line.decode().rstrip("\r\n")
        if text.startswith("data:"):
            data.append(text.removeprefix("data:"))
        elif text == "" and data:
            yield json.loads("\n".join(data))
            data = []


def unique_headers(company_id, user_id):
    return {
        "Authorization": f"Bearer {os.environ['UNIQUE_APP_KEY']}",
        "x-app-id": os.environ["UNIQUE_APP_ID"],
        "x-company-id": company_id,
        "x-user-id": user_id,
        "x-api-version": "2023-12-06",
    }


unique = os.environ["UNIQUE_API_BASE_URL"] + "/public"
assistants = json.loads(os.environ["UNIQUE_CHAT_EVENT_FILTER_OPTIONS_ASSISTANT_IDS"])


def chat_events():
    url = f"{unique}/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen"
    headers = unique_headers(os.environ["UNIQUE_AUTH_COMPANY_ID"], os.environ["UNIQUE_AUTH_USER_ID"])
    while True:
        with send("GET", url, {**headers, "Accept": "text/event-stream"}) as stream:
            if stream.status == 204:
                return
            for event in events(stream):
                if event["payload"]["assistantId"] in assistants:
                    yield event


def ask(query):
    headers = {"Authorization": f"Bearer {os.environ['DIFY_API_KEY']}"}
    body = {"inputs": {}, "query": query, "user": "user-123", "response_mode": "streaming"}
    with send("POST", os.environ["DIFY_BASE_URL"] + "/chat-messages", headers, body) as stream:
        for event in events(stream):
            if event["event"] == "message":
                yield event["answer"]
            elif event["event"] == "error":
                raise RuntimeError(event["message"])


def write(event, **fields):
    payload = event["payload"]
    url = f"{unique}/messages/{payload['assistantMessage']['id']}"
    headers = unique_headers(event["companyId"], event["userId"])
    send("PATCH", url, headers, {"chatId": payload["chatId"], **fields}).close()


from datetime import datetime, timezone

for event in chat_events():
    text = ""
    try:
        for piece in ask(event["payload"]["userMessage"]["text"]):
            text += piece
            write(event, text=text)
    except RuntimeError as error:
        write(event, text=f"{text}… Sorry, I cannot go on.")
        print(f"The app failed: {error}")
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    write(event, completedAt=now.replace("+00:00", "Z"))
