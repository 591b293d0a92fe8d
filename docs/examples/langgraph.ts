// A shop assistant on LangGraph.js. It reads orders unasked; its refunds wait for a person.
import { hash, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { tool } from "@langchain/core/tools";
import { MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { ToolNode, toolsCondition } from "@langchain/langgraph/prebuilt";
import { ChatOpenAI } from "@langchain/openai";
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
const refundOrder = tool(
  refund => gate("desk.refund_order", refund),
  { name: "refund_order", description: "Pays an order back, or a part of it. A person decides first.",
    schema: z.object({ order_id: z.string(), amount: z.number(), reason: z.string() }) });
// ---

const searchOrders = tool(
  search => gate("desk.search_orders", search, randomUUID()),
  { name: "search_orders", description: "The orders of the customer with this e-mail address", schema: z.object({ email: z.string() }) });

const tools = [searchOrders, refundOrder];
const model = new ChatOpenAI({
  model: OPENAI_MODEL, apiKey: OPENAI_API_KEY, configuration: { baseURL: OPENAI_BASE_URL }, useResponsesApi: false,
}).bindTools(tools);
const graph = new StateGraph(MessagesAnnotation)
  .addNode("model", async state => ({ messages: [await model.invoke(state.messages)] }))
  .addNode("tools", new ToolNode(tools))
  .addEdge(START, "model").addConditionalEdges("model", toolsCondition).addEdge("tools", "model")
  .compile();

const task = process.argv[2] ?? "I am ana.ruiz@example.com. The kettle of my order #W881 came broken: please pay me 120.00 back.";
const { messages } = await graph.invoke({ messages: [
  { role: "system", content: "You help a shop's customers. Take ids and amounts from what the tools answer." },
  { role: "user", content: task },
] });
console.log(messages.at(-1)!.text);
