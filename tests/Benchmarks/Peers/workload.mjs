// The workload as OrderTexts and GateFigures have it: the same words, the same counting, one JSON line.
import fs from 'node:fs';
import path from 'node:path';

export const INSTRUCTIONS = 'You are a support agent. Read the order before anything else; where the policy allows it, propose to pay the money back. A person has to approve every refund before it is made.';
export const ANSWER = '129.90 EUR were paid back and the customer has been told. The order is closed.';
export const request = order => `The customer of order ${order} writes that the parcel came broken, and wants the money back. Please see to it.`;
export const orderIn = text => /of order (\S+) writes/.exec(text)[1];
export const lookUp = order => ({ orderId: order });
export const found = order => ({
  orderId: order, customer: 'C-48213', currency: 'EUR', total: 129.9, status: 'delivered', carrier: 'DHL', deliveredAt: '2026-11-02T10:11:12Z',
  items: [{ sku: 'SKU-1001', qty: 1, price: 99.9 }, { sku: 'SKU-2002', qty: 2, price: 15 }],
});
export const refund = order => ({ orderId: order, amount: 129.9, currency: 'EUR', reason: 'came broken, within the 30 days' });
const receipt = order => ({ orderId: order, refunded: 129.9, receipt: `R-${order}` });

const WARM_UP = 1000;
export const options = Object.fromEntries(process.argv.slice(2).join(' ').split('--').filter(Boolean).map(o => o.trim().split(' ')));

// open: (folder, refunded) => { start(order), decide(order), bytes(), close() }; start returns once the pause is on the disk, decide once the end is.
export async function measure(contender, open) {
  const [runs, atOnce, folder] = [Number(options.runs), Number(options['at-once']), options.folder];
  const refunds = new Map();
  const peer = await open(path.join(folder, 'peer.db'), order => {
    refunds.set(order, { at: performance.now(), times: (refunds.get(order)?.times ?? 0) + 1 });
    return receipt(order);
  });
  const taken = [];
  await many(WARM_UP, 'warm');
  taken.length = 0;
  const [bytes, cpu, begun] = [await peer.bytes(), process.cpuUsage(), performance.now()];
  await many(runs, 'order');
  const seconds = (performance.now() - begun) / 1_000;
  const used = process.cpuUsage(cpu);
  fs.writeSync(1, JSON.stringify({
    contender, atOnce, runs, runsPerSecond: runs / seconds, startToPaused: times(0), decisionToTool: times(1), decisionToEnd: times(2), commits: null,
    cpuMs: (used.user + used.system) / 1_000 / runs, bytes: (await peer.bytes() - bytes) / runs, notOnce: [...refunds.values()].filter(r => r.times !== 1).length,
  }) + '\n');
  await peer.close();

  async function many(count, name) {
    let next = 0;
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (next < count) await one(`${name}-${next++}`);
    }));
  }

  async function one(order) {
    const starts = performance.now();
    await peer.start(order);
    const decides = performance.now();
    await peer.decide(order);
    taken.push([decides - starts, refunds.get(order).at - decides, performance.now() - decides]);
  }

  function times(i) {
    const sorted = taken.map(t => t[i]).sort((a, b) => a - b);
    const at = p => Number(sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)].toFixed(2));
    return { p50: at(0.5), p99: at(0.99) };
  }
}

export const bytesOf = db => db.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get().bytes;
