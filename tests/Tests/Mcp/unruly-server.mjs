// An MCP server over stdio with bad manners, in the protocol's plain words: one JSON-RPC message a line.
import { appendFileSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const log = process.argv[2]; // each call that arrives is noted here before anything else happens
const text = (words) => ({ content: [{ type: 'text', text: words }] });
const schema = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'], additionalProperties: false };
const tools = ['die', 'read_and_die', 'env', 'pid', 'peek', 'internal_error', 'invalid_params', 'garbage', 'flood'].map((name) => ({ name, description: name, inputSchema: schema }));
const listed = process.argv[3] ? readFileSync(process.argv[3], 'utf8').trim() : JSON.stringify({ tools }); // as it stands there, also what this would never write itself
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (method === 'initialize')
    send({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'unruly', version: '1' } } });
  else if (method === 'tools/list') process.stdout.write(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${listed}}\n`);
  else if (method === 'tools/call') {
    appendFileSync(log, `${params.name} ${params.arguments.text}\n`);
    switch (params.name) {
      case 'whole':
        return send({ id, result: text('half: \ud800') });
      case 'die':
      case 'read_and_die':
        process.exit(1);
      case 'env':
        return send({ id, result: text(Object.keys(process.env).sort().join(' ')) });
      case 'pid':
        return send({ id, result: text(`${process.pid}`) });
      case 'peek': // who it is, where it is, and whether it can read what it is asked to
        try {
          readFileSync(params.arguments.text);
          return send({ id, result: text(`uid=${process.getuid()} cwd=${process.cwd()} HOME=${process.env.HOME} read`) });
        } catch (e) {
          return send({ id, result: text(`uid=${process.getuid()} cwd=${process.cwd()} HOME=${process.env.HOME} ${e.code}`) });
        }
      case 'internal_error':
        return send({ id, error: { code: -32603, message: 'something went wrong in here' } });
      case 'invalid_params':
        return send({ id, error: { code: -32602, message: 'I do not take this' } });
      case 'garbage':
        return process.stdout.write('this is no message\n');
      case 'flood': // one line that does not end
        return (function on() {
          while (process.stdout.write('z'.repeat(65536)));
          process.stdout.once('drain', on);
        })();
    }
  } else if (id !== undefined) send({ id, error: { code: -32601, message: 'no such method' } });
});
