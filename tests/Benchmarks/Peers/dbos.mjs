// DBOS on PostgreSQL: one workflow, each step of it journaled; it waits in recv for what a person says.
import { DBOS } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import * as w from './workload.mjs';

const DATABASE = 'approvalconsole_bench_dbos';

await w.measure('DBOS on PostgreSQL, each step journaled', async (_, refunded) => {
  const server = new pg.Client({ connectionString: w.options.postgres });
  await server.connect();
  await server.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${DATABASE}`);
  const step = (name, deed) => DBOS.runStep(async () => deed(), { name });
  const workflow = DBOS.registerWorkflow(async order => {
    const messages = [w.INSTRUCTIONS, w.request(order)];
    messages.push(await step('ask', () => ({ call: 'lookup_order', arguments: w.lookUp(order) })));
    messages.push(await step('look', () => w.found(order)));
    messages.push(await step('askAgain', () => ({ call: 'refund', arguments: w.refund(order) })));
    await DBOS.setEvent('proposal', messages.at(-1));
    if (await DBOS.recv('decision', 7 * 24 * 3_600) === 'approve') messages.push(await step('refund', () => refunded(order)));
    return step('answer', () => w.ANSWER);
  }, { name: 'gate' });
  const url = new URL(w.options.postgres);
  url.pathname = DATABASE;
  DBOS.setConfig({ name: 'gate', systemDatabaseUrl: url.toString(), logLevel: 'error' });
  await DBOS.launch();
  const started = new Map();
  return {
    async start(order) {
      started.set(order, await DBOS.startWorkflow(workflow, { workflowID: order })(order));
      if (!await DBOS.getEvent(order, 'proposal', 60)) throw new Error(`${order} did not wait`);
    },
    async decide(order) {
      await DBOS.send(order, 'approve', 'decision');
      if (await started.get(order).getResult() !== w.ANSWER) throw new Error(`${order} did not end`);
      started.delete(order);
    },
    bytes: async () => Number((await server.query(`SELECT pg_database_size('${DATABASE}') AS bytes`)).rows[0].bytes),
    close: async () => {
      await DBOS.shutdown();
      await server.query(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
      await server.end();
    },
  };
});
process.exit(0);
