// The Node server that the service is compared with (bench/peer), set up from the same order.
import { createHash } from 'node:crypto';
import { existsSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, serverCore, start, stop } from './child.mjs';
import { root, workFolder } from './folders.mjs';

const home = join(root, 'bench/peer');
const copies = 10_000;

// better-sqlite3 is compiled here: against the headers beside this Node when they are there, since those that npm would
// fetch need a way out of the machine.
async function install() {
  const lock = join(home, 'package-lock.json'), modules = join(home, 'node_modules/.package-lock.json');
  if (existsSync(modules) && statSync(modules).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing the Node server of bench/peer');
  const prefix = join(process.execPath, '../..');
  const headers = ['/usr', prefix].find((of) => existsSync(join(of, 'include/node/node.h')));
  await run(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: home, env: headers ? { npm_config_nodedir: headers } : {} });
}

// Serves the page of `service` at {redis, sqlite}; `page` is what the service answers.
export async function startPeer(service, page, redis) {
  await install();
  const code = new URL(service.page).pathname.split('/').at(-1);
  const database = join(workFolder, 'peer.db'), facts = join(workFolder, 'peer.json');
  const headers = join(workFolder, 'peer-headers.json'), log = join(workFolder, 'peer.log');
  for (const ending of ['', '-wal', '-shm']) rmSync(database + ending, { force: true });
  const answer = await fetch(service.page, { headers: { accept: 'application/json' } });
  writeFileSync(facts, await answer.text());
  writeFileSync(headers, JSON.stringify(page.head));
  writeFileSync(log, '');
  await run([process.execPath, 'seed.mjs', database, facts, String(copies), code], { cwd: home });
  await redis.put(`page:${createHash('sha256').update(code).digest('hex')}`, page.body);
  const child = await start([process.execPath, 'server.mjs', database, redis.socket, headers, log], {
    core: serverCore, cwd: home, lines: 1, log: join(workFolder, 'peer-said.log'), env: { NODE_ENV: 'production' } });
  const url = child.said[0].replace(/^.* on /, '');
  return {
    pid: child.pid, redis: `${url}/redis/${code}`, sqlite: `${url}/sqlite/${code}`,
    forgetLog: () => truncateSync(log), stop: () => stop(child),
  };
}
