// node bench/run/instructions.mjs [--limit N]: user instructions of one hot request, as callgrind counts them in the whole
// process: the difference between two runs that differ in nothing but the number of requests. Fails above the limit.
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopAll } from './child.mjs';
import { workFolder } from './folders.mjs';
import { folderFor, fullShop, serve } from './service.mjs';

// Asks so many times over one connection, one request at a time.
function ask(url, times) {
  const { hostname: host, port, pathname } = new URL(url);
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}:${port}\r\nUser-Agent: bench\r\nAccept: text/html\r\n\r\n`;
  return new Promise((done, fail) => {
    const socket = connect({ host, port, noDelay: true }, () => socket.write(request));
    let left = times, head = '', missing = 0;
    socket.on('error', fail).on('close', () => (left ? fail(new Error('the service hung up')) : done()));
    socket.on('data', (bytes) => {
      if (missing) missing -= bytes.length;
      else {
        head += bytes.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) fail(new Error(head.slice(0, 200)));
        missing = end + 4 + Number(/content-length: (\d+)/i.exec(head)[1]) - head.length;
        head = '';
      }
      if (missing > 0) return;
      if (--left) socket.write(request);
      else socket.end();
    });
  });
}

async function total(folder, requests) {
  const out = join(workFolder, 'callgrind.out');
  const service = await serve(folder, { command: ['valgrind', '--tool=callgrind', `--callgrind-out-file=${out}`, '--quiet'] });
  await ask(service.page, requests);
  await service.stop();
  return Number(/^(?:totals|summary): (\d+)/m.exec(readFileSync(out, 'utf8'))[1]);
}

export async function instructionsPerRequest(few = 500, many = 5500) {
  const folder = folderFor('instructions', await fullShop());
  const least = await total(folder, few);
  return Math.round((await total(folder, many) - least) / (many - few));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const limit = Number(process.argv[process.argv.indexOf('--limit') + 1] || Infinity);
  try {
    const found = await instructionsPerRequest();
    console.log(`a hot request takes ${found} user instructions${limit < Infinity ? `, at most ${limit} are allowed` : ''}`);
    if (found > limit) process.exitCode = 1;
  } finally {
    await stopAll();
  }
}
