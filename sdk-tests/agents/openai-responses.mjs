import OpenAI from "openai";
import { description, key, model, parameters, question, url, weather } from "./task.mjs";

const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
const input = [{ role: "user", content: question }];
for (;;) {
  const answer = await client.responses
    .stream({
      model,
      input,
      store: false,
      include: ["reasoning.encrypted_content"],
      reasoning: { effort: "low", summary: "auto" },
      tools: [{ type: "function", name: "weather", description, parameters, strict: false }],
    })
    .finalResponse();
  const calls = answer.output.filter((item) => item.type === "function_call");
  input.push(...answer.output);
  if (calls.length === 0) {
    console.log(answer.output_text);
    break;
  }
  for (const call of calls) {
    const output = weather(JSON.parse(call.arguments));
    input.push({ type: "function_call_output", call_id: call.call_id, output });
  }
}
