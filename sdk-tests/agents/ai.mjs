// The AI SDK; the word after the program's name says by which of its providers it calls.
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { jsonSchema, stepCountIs, streamText, tool } from "ai";
import { description, key, model, parameters, question, url, weather } from "./task.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;
const openai = createOpenAI({ apiKey: key, baseURL: `${url}/v1` });
const providers = {
  "openai-chat": () => openai.chat(model),
  "openai-responses": () => openai.responses(model),
  anthropic: () => createAnthropic({ apiKey: key, baseURL: `${url}/v1` })(model),
  google: () => createGoogleGenerativeAI({ apiKey: key, baseURL: `${url}/v1beta` })(model),
};
const result = streamText({
  model: providers[process.argv[2]](),
  prompt: question,
  maxRetries: 0,
  stopWhen: stepCountIs(3),
  tools: { weather: tool({ description, inputSchema: jsonSchema(parameters), execute: weather }) },
  providerOptions: {
    openai: { store: false, reasoningEffort: "low", reasoningSummary: "auto", include: ["reasoning.encrypted_content"] },
    anthropic: { thinking: { type: "enabled", budgetTokens: 2000 } },
    google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 } },
  },
  onError({ error }) {
    console.error(error);
    process.exitCode = 1;
  },
});
console.log(await result.text);
