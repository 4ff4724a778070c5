// The service itself: a shop made once and kept, copies of it, and `claimcheck serve` with everything on that production
// has on.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, serverCore, start, stop, until } from './child.mjs';
import { binary, dataFolder, workFolder } from './folders.mjs';
import { makeFullOrder, writeOrders } from './orders.mjs';

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
  const log = join(folder, 'service.log');
  const child = await start([...command, binary, 'serve', '--listen', '127.0.0.1:0'], {
    core, cwd: folder, log, lines: 2, env: { CLAIMCHECK_SERVER_THREADS: '1', ...open, ...env },
  });
  const [url, admin] = child.said.map((line) => line.replace(/^.* on /, ''));
  return {
    url, admin, pid: child.pid, folder,
    page: url + readFileSync(join(folder, 'page'), 'utf8'),
    forgetLog: () => truncateSync(log),
    metric: async (name) => {
      const text = await (await fetch(`${admin}/metrics`)).text();
      return text.split('\n').filter((line) => line.startsWith(name)).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    stop: (signal) => stop(child, signal),
    child,
  };
}

// The API of a service that was made from `folder`.
export function caller(url, folder) {
  const key = readFileSync(join(folder, 'api-key'), 'utf8');
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

// A shop with so many orders and one full one, whose page stands in the file `page`, those of the others in `pages`.
// Kept for the next run.
export async function shopOf(count) {
  const folder = join(dataFolder, `shop-${count}`), made = `${folder}.part`;
  if (existsSync(folder)) return folder;
  console.log(`Making a shop of ${count + 1} orders`);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true, mode: 0o700 });
  const { api_key: key, location } = JSON.parse((await run([binary, ...shop], { cwd: made })).out);
  writeFileSync(join(made, 'api-key'), key, { mode: 0o600 });
  if (count) {
    await writeOrders(join(made, 'orders.jsonl'), count, location);
    await run([binary, 'import', '--shop', 'harbour', '--format', 'jsonl', 'orders.jsonl', '--links', 'links.csv'], { cwd: made });
    const links = readFileSync(join(made, 'links.csv'), 'utf8').matchAll(/\/t\/[0-9a-z]+/g);
    writeFileSync(join(made, 'pages'), [...links].map(([path]) => `${path}\n`).join(''), { mode: 0o600 });
    for (const file of ['orders.jsonl', 'links.csv']) rmSync(join(made, file));
  }
  writeFileSync(join(made, 'page'), '');
  const service = await serve(made);
  try {
    writeFileSync(join(made, 'page'), await makeFullOrder(caller(service.url, made), location), { mode: 0o600 });
  } finally {
    await service.stop();
  }
  rmSync(join(made, 'service.log'));
  renameSync(made, folder);
  return folder;
}

// A copy of a shop for one service: the lock of a store lets in one at a time.
export function copyOf(folder, name) {
  const copy = join(workFolder, name);
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}

// What a customer's browser would get, as a file server must send it to be compared: {head: [[name, value]…], body}.
export async function savedPage(url) {
  const answer = await until(() => fetch(url, { headers: { 'accept-encoding': 'identity' } }), url);
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  const own = ['date', 'content-length', 'connection', 'keep-alive', 'server', 'transfer-encoding'];
  const head = [...answer.headers].filter(([name]) => !own.includes(name));
  return { head, body: Buffer.from(await answer.arrayBuffer()) };
}
