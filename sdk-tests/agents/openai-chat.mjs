import OpenAI from "openai";
import { description, key, model, parameters, question, url, weather } from "./task.mjs";

// A loop of its own: the SDK's runTools sends back only the fields it knows, without what was thought.
const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
const messages = [{ role: "user", content: question }];
for (;;) {
  const completion = await client.chat.completions
    .stream({
      model,
      messages,
      reasoning_effort: "low",
      tools: [{ type: "function", function: { name: "weather", description, parameters } }],
    })
    .finalChatCompletion();
  const { message } = completion.choices[0];
  messages.push(message);
  if (!message.tool_calls?.length) {
    console.log(message.content);
    break;
  }
  for (const call of message.tool_calls) {
    const content = weather(JSON.parse(call.function.arguments));
    messages.push({ role: "tool", tool_call_id: call.id, content });
  }
}
