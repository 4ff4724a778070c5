// A shop's own system that is told by webhook: keeps what comes and answers as it is told to.
import http from 'node:http';

export async function startReceiver() {
  const receiver = { heard: [], calls: 0, answer: (response) => response.writeHead(204).end() };
  const server = http.createServer(async (request, response) => {
    ++receiver.calls;
    const parts = [];
    for await (const part of request) parts.push(part);
    receiver.heard.push({ at: Date.now(), url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() });
    receiver.answer(response, receiver.heard.at(-1));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  receiver.url = `http://127.0.0.1:${server.address().port}`;
  receiver.ids = () => receiver.heard.map(({ headers }) => headers['webhook-id']);
  receiver.types = () => receiver.heard.map(({ body }) => JSON.parse(body).type);
  receiver.stop = () => { server.closeAllConnections(); server.close(); };
  return receiver;
}

// Waits until it is so; says what there is instead when it never is.
export async function until(what, isSo, { within = 20_000, look = 50 } = {}) {
  for (const end = Date.now() + within; Date.now() < end; await new Promise((wake) => setTimeout(wake, look)))
    if (await isSo()) return;
  throw new Error(`never came about: ${what}`);
}
