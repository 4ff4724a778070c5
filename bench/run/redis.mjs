// A Redis of our own on a unix socket, and what redis-benchmark says of it.
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { loadCore, run, start, stop, until } from './child.mjs';
import { workFolder } from './folders.mjs';
import { clients } from './wrk.mjs';

// Keeps nothing on disk.
export async function startRedis(name, core) {
  const socket = join(workFolder, `${name}.sock`);
  rmSync(socket, { force: true });
  const child = await start(['redis-server', '--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no',
    '--dir', workFolder, '--logfile', join(workFolder, `${name}.log`)], { core });
  const tell = async (...command) => (await run(['redis-cli', '-s', socket, ...command])).out.trim();
  await until(async () => await tell('PING') === 'PONG', 'Redis');
  return {
    socket, pid: child.pid, tell,
    url: `unix:${socket}`,
    put: (key, value) => run(['redis-cli', '-s', socket, '-x', 'SET', key], { input: value }),
    kill: (signal) => child.kill(signal),
    stop: () => { child.kill('SIGCONT'); return stop(child); },
  };
}

// GETs of one key, a request at a time from each of 64 connections, for about so many seconds; answers as a round of wrk.
export async function benchmarkGet(redis, key, seconds) {
  const ask = async (count) => {
    const { out } = await run(['redis-benchmark', '-s', redis.socket, '-c', String(clients), '-n', String(count), '--csv', 'GET', key],
      { core: loadCore });
    const [names, values] = out.trim().split('\n').slice(-2).map((line) => line.replaceAll('"', '').split(','));
    const told = Object.fromEntries(names.map((of, i) => [of, values[i]]));
    return { rps: Number(told.rps), p50: told.p50_latency_ms * 1e3, p99: told.p99_latency_ms * 1e3 };
  };
  const { rps } = await ask(20_000);
  return ask(Math.round(rps * seconds));
}
