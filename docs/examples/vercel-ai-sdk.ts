// A shop assistant on the Vercel AI SDK. It reads orders unasked; its refunds wait for a person.
import { hash, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { isStepCount, streamText, tool } from "ai";
import { z } from "zod";

const { CONSOLE_URL = "http://127.0.0.1:5080", CONSOLE_KEY = "demo-sam", SESSION = randomUUID() } = process.env;
const { OPENAI_BASE_URL = "https://api.openai.com/v1", OPENAI_API_KEY, OPENAI_MODEL = "gpt-4.1-mini" } = process.env;
const customer = { subject: "customer-77", permissions: ["refunds.write"], attributes: { customer_id: "77" } };

// --- the gate
async function gate(tool: string, order: object, key?: string) {
  const body = JSON.stringify({ agent: "storefront", tool, arguments: order, onBehalfOf: customer, sessionId: SESSION });
  key ??= hash("sha256", body); // in a session the same refund is one, however often it is asked for
  const headers = { Authorization: `Bearer ${CONSOLE_KEY}`, "Content-Type": "application/json", "Idempotency-Key": key };
  for (;;) {
    const answer = await fetch(`${CONSOLE_URL}/api/tool-calls?waitSeconds=30`, { method: "POST", headers, body }).catch(() => null);
    if (answer && answer.status !== 202 && answer.status < 500) return answer.text(); // 202: it waits for a person
    if (answer?.status !== 202) await setTimeout(1000); // the console is away: asking again is safe
  }
}
const refund_order = tool({
  description: "Pays an order back, or a part of it. A person decides first.",
  inputSchema: z.object({ order_id: z.string(), amount: z.number(), reason: z.string() }),
  execute: refund => gate("desk.refund_order", refund),
});
// ---

const search_orders = tool({
  description: "The orders of the customer with this e-mail address",
  inputSchema: z.object({ email: z.string() }),
  execute: search => gate("desk.search_orders", search, randomUUID()),
});

const { textStream } = streamText({
  model: createOpenAICompatible({ name: "model", baseURL: OPENAI_BASE_URL, apiKey: OPENAI_API_KEY })(OPENAI_MODEL),
  instructions: "You help a shop's customers. Take ids and amounts from what the tools answer.",
  prompt: process.argv[2] ?? "I am ana.ruiz@example.com. The kettle of my order #W881 came broken: please pay me 120.00 back.",
  tools: { search_orders, refund_order },
  stopWhen: isStepCount(10),
  onError: ({ error }) => { throw error; },
});
for await (const text of textStream) process.stdout.write(text);
