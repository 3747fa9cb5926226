import { GoogleGenAI } from "@google/genai";
import { description, key, model, parameters, question, url, weather } from "./task.mjs";

const client = new GoogleGenAI({ apiKey: key, vertexai: false, httpOptions: { baseUrl: url } });
const contents = [{ role: "user", parts: [{ text: question }] }];
for (;;) {
  const stream = await client.models.generateContentStream({
    model,
    contents,
    config: {
      maxOutputTokens: 4000,
      thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 },
      tools: [{ functionDeclarations: [{ name: "weather", description, parametersJsonSchema: parameters }] }],
    },
  });
  const parts = [];
  for await (const chunk of stream) {
    parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
  }
  contents.push({ role: "model", parts });
  const calls = parts.filter((part) => part.functionCall).map((part) => part.functionCall);
  if (calls.length === 0) {
    console.log(parts.map((part) => (part.thought ? "" : (part.text ?? ""))).join(""));
    break;
  }
  const answers = calls.map(({ id, name, args }) => ({
    functionResponse: { id, name, response: { output: weather(args) } },
  }));
  contents.push({ role: "user", parts: answers });
}
