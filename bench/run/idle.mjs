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

// Bytes that each idle connection takes, counted before the service would hang up on them: from none to `many`, or from
// `few` on if that is more, since what was freed and is taken again shows in neither alone.
export async function bytesPerIdle(url, pid, few = 1000, many = 4000, rest = 2500) {
  for (const socket of await openMany(url, 10)) socket.destroy();
  const none = memory(pid);
  const all = await openMany(url, few);
  try {
    await sleep(rest);
    const before = memory(pid);
    all.push(...await openMany(url, many - few));
    await sleep(rest);
    const alive = all.filter((socket) => !socket.destroyed).length;
    if (alive < many) throw new Error(`of ${many} idle connections only ${alive} were kept open`);
    const after = memory(pid);
    return Math.max((after - none) / many, (after - before) / (many - few));
  } finally {
    for (const socket of all) socket.destroy();
  }
}
