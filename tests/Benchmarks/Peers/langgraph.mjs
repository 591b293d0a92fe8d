// LangGraph on its SQLite checkpoints: every step is journaled before the next begins, and the refund's tool interrupts.
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { Command, END, MessagesAnnotation, START, StateGraph, interrupt } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { z } from 'zod';
import * as w from './workload.mjs';

await w.measure('LangGraph, each step journaled', async (file, refunded) => {
  const saver = SqliteSaver.fromConnString(file);
  saver.setup();
  saver.db.pragma('synchronous = FULL'); // as ours; by itself it does not wait for the disk
  const lookUp = tool(async ({ orderId }) => JSON.stringify(w.found(orderId)), { name: 'lookup_order', description: 'Reads an order.', schema: z.object({ orderId: z.string() }) });
  const refund = tool(async given => interrupt(given) === 'approve' ? JSON.stringify(refunded(given.orderId)) : 'rejected', {
    name: 'refund', description: 'Pays money back.', schema: z.object({ orderId: z.string(), amount: z.number(), currency: z.string(), reason: z.string() }),
  });
  const graph = new StateGraph(MessagesAnnotation)
    .addNode('model', ({ messages }) => ({ messages: [reply(messages)] }))
    .addNode('tools', new ToolNode([lookUp, refund], { handleToolErrors: false }))
    .addEdge(START, 'model')
    .addConditionalEdges('model', ({ messages }) => (messages.at(-1).tool_calls?.length ? 'tools' : END), ['tools', END])
    .addEdge('tools', 'model')
    .compile({ checkpointer: saver });
  const thread = order => ({ configurable: { thread_id: order }, durability: 'sync' });
  return {
    async start(order) {
      const state = await graph.invoke({ messages: [new SystemMessage(w.INSTRUCTIONS), new HumanMessage(w.request(order))] }, thread(order));
      if (!state.__interrupt__?.length) throw new Error(`${order} did not wait`);
    },
    async decide(order) {
      const state = await graph.invoke(new Command({ resume: 'approve' }), thread(order));
      if (state.messages.at(-1).content !== w.ANSWER) throw new Error(`${order} did not end`);
    },
    bytes: () => w.bytesOf(saver.db),
    close: () => saver.db.close(),
  };
});

function reply(messages) {
  const order = w.orderIn(messages[1].content);
  switch (messages.filter(m => m.getType() === 'tool').length) {
    case 0: return new AIMessage({ content: '', tool_calls: [{ id: '1', name: 'lookup_order', args: w.lookUp(order) }] });
    case 1: return new AIMessage({ content: '', tool_calls: [{ id: '2', name: 'refund', args: w.refund(order) }] });
    default: return new AIMessage(w.ANSWER);
  }
}
