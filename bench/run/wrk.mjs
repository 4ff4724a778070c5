// wrk makes the load, on a core of its own, and reports what it saw as one line of JSON.
import { run, loadCore } from './child.mjs';
import { cores, cpuTime, sharesSince } from './proc.mjs';
import { serverCore } from './child.mjs';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('load.lua', import.meta.url));

export const clients = 64;

// Asks for `url` for so many seconds; `paths` is a file with one target a line, asked in turn from line `from`.
export async function wrk(url, { seconds, headers = {}, paths, from = 0, connections = clients }) {
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const list = paths ? ['--', paths, String(from)] : [];
  const command = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency', '-s', script, ...flags, url, ...list];
  const { out } = await run(command, { core: loadCore });
  const line = out.split('\n').find((text) => text.startsWith('{'));
  if (!line) throw new Error(`wrk said nothing of ${url}:\n${out}`);
  return JSON.parse(line);
}

// What one round at `url` came to, with the computing time of the process that answered. `refused`: every answer is
// meant to be a 4xx, else none is.
export async function sample(url, pid, { seconds, warmUp = 1, refused = false, ...how }) {
  if (warmUp) await wrk(url, { seconds: warmUp, ...how });
  const before = cores(), spent = cpuTime(pid);
  const seen = await wrk(url, { seconds, ...how });
  const cpu = cpuTime(pid) - spent, shares = sharesSince(before);
  const wrong = refused ? seen.requests - seen.refused : seen.refused;
  if (wrong > 0) throw new Error(`${wrong} of ${seen.requests} answers at ${url} had another status than was meant`);
  if (seen.timeouts + seen.broken > 0) console.error(`  ${url}: ${seen.broken} broken connections, ${seen.timeouts} timeouts`);
  return {
    rps: seen.requests / (seen.us / 1e6),
    cpu: cpu / seen.requests,
    p50: seen.p50, p99: seen.p99,
    bytes: seen.bytes / seen.requests,
    server: shares[serverCore].busy, load: shares[loadCore].busy,
    stolen: Math.max(...shares.map((share) => share.stolen)),
  };
}
