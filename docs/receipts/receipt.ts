// Refuses a call that did not pass the gate. receipt is _meta["approvalconsole.dev/receipt"], keys the console's JSON Web Key Set, server this server's name there.
// Written without type annotations, so that it is JavaScript as well.
import { createHash, createPublicKey, verify } from "node:crypto";

const seen = new Set(); // on the disk, where a restart must not let a call in twice
const json = part => JSON.parse(Buffer.from(part, "base64url").toString());
const must = (holds, otherwise) => { if (!holds) throw new Error(`The receipt is ${otherwise}.`); };
const canonical = value => Array.isArray(value) ? `[${value.map(canonical).join()}]` // RFC 8785 writes numbers and texts as JavaScript does
  : value === null || typeof value !== "object" ? JSON.stringify(value)
  : `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;

export function check(receipt, keys, server, tool, args) {
  const [header, claims, signature] = receipt.split(".");
  const { alg, kid } = json(header), jwk = keys.keys.find(k => k.kid === kid);
  must(alg === "ES256" && jwk && verify("sha256", Buffer.from(`${header}.${claims}`),
    { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")), "not signed by the console");
  const said = json(claims);
  must(said.iss === "approvalconsole" && said.aud === server, "for somebody else");
  must(said.exp > Date.now() / 1000, "expired");
  must(said.tool === `${server}.${tool}`, "for another tool");
  must(said.argumentsHash === createHash("sha256").update(canonical(args)).digest("hex"), "for other arguments");
  must(!seen.has(said.executionId), "seen before");
  seen.add(said.executionId);
  return said;
}
