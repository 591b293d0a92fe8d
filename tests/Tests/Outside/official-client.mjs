// The official TypeScript client at the console's MCP server: does what each line of its input says, and says what came of it in a line of its own.
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

let client, at;
const say = what => console.log(JSON.stringify(what));

async function visit(url) {
  if (at === url) return;
  client = new Client({ name: "official", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: "Bearer demo-sam" } } }));
  at = url;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { url, tool, args, cancels } = JSON.parse(line);
  try {
    await visit(url);
    if (!tool) {
      say({ tools: (await client.listTools()).tools.map(t => t.name) });
      continue;
    }

    const enough = new AbortController();
    const onprogress = ({ progress }) => cancels ? enough.abort("Enough.") : say({ progress });
    say(await client.callTool({ name: tool, arguments: args }, undefined, { signal: enough.signal, onprogress }));
  } catch (e) {
    say({ error: `${e.message ?? e}` });
  }
}
