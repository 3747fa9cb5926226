#!/bin/sh
# One streamed call under the public name; KEY is a virtual key.
exec curl -sSN http://127.0.0.1:4000/v1/chat/completions \
    -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \
    -d '{"model": "fast", "stream": true, "messages": [{"role": "user", "content": "Say hello in one word."}]}'
