// The service itself: a shop made once and kept, copies of it, and `claimcheck serve` with everything on that production
// has on.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, serverCore, start, stop, until } from './child.mjs';
import { binary, dataFolder, workFolder } from './folders.mjs';
import { makeFullOrder } from './full_order.mjs';
import { linesOf } from './programs.mjs';

const shop = [
  'init', '--shop', 'harbour', '--name', 'Harbour Repairs', '--owner', 'ann@harbour.example', '--phone', '+441632960123',
  '--address', '1 Quay Street', '--address', 'Porthaven', '--hours', 'mon-fri 09:00-17:30; sat 10:00-13:00', '--json',
];

// Limits work but refuse nobody: 0 would switch them off.
const most = '1000000000';
const open = Object.fromEntries(
  ['REQUESTS_PER_MINUTE', 'REQUEST_BURST', 'BAD_CODES_PER_10_MINUTES', 'ACTIONS_PER_MINUTE', 'API_PER_MINUTE', 'CONNECTIONS',
    'CONNECTIONS_PER_IP'].map((name) => [`CLAIMCHECK_LIMITS_${name}`, most]));

// Serves the shop in `folder` on one core, with one loop, its log in a file.
export async function serve(folder, { env = {}, core = serverCore, command = [] } = {}) {
  const log = join(folder, 'service.log'), page = join(folder, 'page');
  const child = await start([...command, binary, 'serve', '--listen', '127.0.0.1:0'], {
    core, cwd: folder, log, lines: 2, env: { CLAIMCHECK_SERVER_THREADS: '1', ...open, ...env },
  });
  const url = child.said[0].replace(/^.* on /, '');
  return {
    url, pid: child.pid, folder,
    page: existsSync(page) ? url + readFileSync(page, 'utf8') : url,
    forgetLog: () => truncateSync(log),
    stop: (signal) => stop(child, signal),
  };
}

function caller(url, key) {
  return async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
}

// A shop with one order that has everything; the path of its page stands in the file `page`. Kept for the next run.
export async function fullShop() {
  const folder = join(dataFolder, 'full-order'), made = `${folder}.part`;
  if (existsSync(folder)) return folder;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true, mode: 0o700 });
  const { api_key: key, location } = JSON.parse((await run([binary, ...shop], { cwd: made })).out);
  const service = await serve(made);
  try {
    writeFileSync(join(made, 'page'), await makeFullOrder(caller(service.url, key), location), { mode: 0o600 });
  } finally {
    await service.stop();
  }
  rmSync(join(made, 'service.log'));
  renameSync(made, folder);
  return folder;
}

// A shop of so many orders, as the measurements of growth have it: {env, links}, what `serve` needs to know and a file of the
// paths of those that are open. Kept.
export async function grownShop(orders) {
  await linesOf('make_orders', [String(orders)]);
  const folder = join(dataFolder, `orders-${orders}`);
  return {
    env: { CLAIMCHECK_SERVER_DATA_DIR: join(folder, 'data'), CLAIMCHECK_KEYS_FILE: join(folder, 'keys') },
    links: join(folder, 'links'),
    database: join(folder, 'data', 'claimcheck.db'),
  };
}

// A folder for one service, with a copy of a shop if it is given: the lock of a store lets in one at a time.
export function folderFor(name, shopIn) {
  const folder = join(workFolder, name);
  rmSync(folder, { recursive: true, force: true });
  if (shopIn) cpSync(shopIn, folder, { recursive: true });
  else mkdirSync(folder, { mode: 0o700 });
  return folder;
}

// What a customer's browser would get, as a file server must send it to be compared: {head: [[name, value]…], body}.
export async function savedPage(url) {
  const answer = await until(() => fetch(url, { headers: { 'accept-encoding': 'identity' } }), url);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  const own = ['date', 'content-length', 'connection', 'keep-alive', 'server', 'transfer-encoding'];
  const head = [...answer.headers].filter(([name]) => !own.includes(name));
  return { head, body: Buffer.from(await answer.arrayBuffer()) };
}
