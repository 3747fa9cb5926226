import Anthropic from "@anthropic-ai/sdk";
import { description, key, model, parameters, question, url, weather } from "./task.mjs";

const client = new Anthropic({ apiKey: key, baseURL: url, maxRetries: 0 });
const messages = [{ role: "user", content: question }];
for (;;) {
  const answer = await client.messages
    .stream({
      model,
      max_tokens: 4000,
      thinking: { type: "enabled", budget_tokens: 2000 },
      tools: [{ name: "weather", description, input_schema: parameters }],
      messages,
    })
    .finalMessage();
  messages.push({ role: "assistant", content: answer.content });
  if (answer.stop_reason !== "tool_use") {
    console.log(answer.content.map((block) => block.text ?? "").join(""));
    break;
  }
  const results = answer.content
    .filter((block) => block.type === "tool_use")
    .map((call) => ({ type: "tool_result", tool_use_id: call.id, content: weather(call.input) }));
  messages.push({ role: "user", content: results });
}
