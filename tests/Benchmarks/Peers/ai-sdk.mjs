// The AI SDK has no store: its messages are kept by hand, in one row of SQLite, when a run starts, waits, is decided and ends. What happens between two of those is lost in a crash, a refund included.
import { generateText, isStepCount, tool } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import Database from 'better-sqlite3';
import { z } from 'zod';
import * as w from './workload.mjs';

await w.measure('AI SDK, four rows by hand', async (file, refunded) => {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE runs (id TEXT PRIMARY KEY, state TEXT NOT NULL, kept TEXT NOT NULL) WITHOUT ROWID');
  const keep = db.prepare('INSERT INTO runs (id, state, kept) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, kept = excluded.kept');
  const decide = db.prepare("UPDATE runs SET state = 'decided' WHERE id = ? AND state = 'waits' RETURNING kept");
  const tools = {
    lookup_order: tool({ description: 'Reads an order.', inputSchema: z.object({ orderId: z.string() }), execute: async ({ orderId }) => w.found(orderId) }),
    refund: tool({
      description: 'Pays money back.', inputSchema: z.object({ orderId: z.string(), amount: z.number(), currency: z.string(), reason: z.string() }), execute: async ({ orderId }) => refunded(orderId),
    }),
  };
  const goOn = messages => generateText({ model: model(), instructions: w.INSTRUCTIONS, messages, tools, toolApproval: { refund: 'user-approval' }, stopWhen: isStepCount(8) });
  return {
    async start(order) {
      const messages = [{ role: 'user', content: w.request(order) }];
      keep.run(order, 'runs', JSON.stringify(messages));
      const said = await goOn(messages);
      const [asked] = said.content.filter(c => c.type === 'tool-approval-request');
      if (!asked) throw new Error(`${order} did not wait`);
      keep.run(order, 'waits', JSON.stringify({ messages: [...messages, ...said.responseMessages], approvalId: asked.approvalId }));
    },
    async decide(order) {
      const { messages, approvalId } = JSON.parse(decide.get(order).kept);
      messages.push({ role: 'tool', content: [{ type: 'tool-approval-response', approvalId, approved: true }] });
      const said = await goOn(messages);
      if (said.text !== w.ANSWER) throw new Error(`${order} did not end`);
      keep.run(order, 'done', JSON.stringify([...messages, ...said.responseMessages]));
    },
    bytes: () => w.bytesOf(db),
    close: () => db.close(),
  };
});

function model() {
  const usage = { inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 }, outputTokens: { total: 1, text: 1, reasoning: 0 } };
  const calls = (toolCallId, toolName, input) => ({ content: [{ type: 'tool-call', toolCallId, toolName, input: JSON.stringify(input) }], finishReason: { unified: 'tool-calls', raw: 'tool_calls' }, usage, warnings: [] });
  return new MockLanguageModelV4({
    doGenerate: async ({ prompt }) => {
      const order = w.orderIn(prompt.find(m => m.role === 'user').content[0].text);
      switch (prompt.filter(m => m.role === 'tool').flatMap(m => m.content).filter(c => c.type === 'tool-result').length) {
        case 0: return calls('1', 'lookup_order', w.lookUp(order));
        case 1: return calls('2', 'refund', w.refund(order));
        default: return { content: [{ type: 'text', text: w.ANSWER }], finishReason: { unified: 'stop', raw: 'stop' }, usage, warnings: [] };
      }
    },
  });
}
