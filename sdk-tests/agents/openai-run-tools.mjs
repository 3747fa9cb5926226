import OpenAI from "openai";
import { description, key, model, parameters, question, url, weather } from "./task.mjs";

const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0 });
const runner = client.chat.completions.runTools({
  model,
  stream: true,
  messages: [{ role: "user", content: question }],
  tools: [
    { type: "function", function: { name: "weather", description, parameters, parse: JSON.parse, function: weather } },
  ],
});
console.log(await runner.finalContent());
