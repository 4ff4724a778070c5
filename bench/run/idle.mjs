// Connections that were answered once and then say nothing, and what the memory behind each is.
import { connect as plain } from 'node:net';
import { connect as secure } from 'node:tls';
import { sleep } from './child.mjs';
import { memory } from './proc.mjs';

// One request over a new connection, which stays open.
function open(url) {
  const { hostname: host, port, pathname, protocol } = new URL(url);
  return new Promise((done, fail) => {
    const socket = protocol === 'https:' ? secure({ host, port, rejectUnauthorized: false }) : plain({ host, port });
    let said = '', length;
    socket.on('error', fail).on('data', (bytes) => {
      said += bytes.toString('latin1');
      const head = said.indexOf('\r\n\r\n');
      if (head < 0) return;
      length ??= head + 4 + Number(/content-length: (\d+)/i.exec(said)?.[1] ?? 0);
      if (said.length < length) return;
      said = '';
      done(socket);
    });
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  });
}

async function openMany(url, count) {
  const sockets = [];
  while (sockets.length < count)
    sockets.push(...await Promise.all(Array.from({ length: Math.min(50, count - sockets.length) }, () => open(url))));
  return sockets;
}

// Bytes that each idle connection takes: the slope from `few` to `many`, so that what is made once for all falls out.
// They are counted before the service would hang up on the idle.
export async function bytesPerIdle(url, pid, few = 1000, many = 4000, rest = 4000) {
  const all = await openMany(url, few);
  try {
    await sleep(rest);
    const before = memory(pid);
    all.push(...await openMany(url, many - few));
    await sleep(rest);
    const alive = all.filter((socket) => !socket.destroyed).length;
    if (alive < many) throw new Error(`of ${many} idle connections only ${alive} were kept open`);
    return (memory(pid) - before) / (many - few);
  } finally {
    for (const socket of all) socket.destroy();
  }
}
