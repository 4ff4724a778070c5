// A stand-in for Twilio's messages: keeps what was asked of it, and signs its own calls as Twilio does.
import { createServer } from 'node:http';
import { once } from 'node:events';
import twilio from 'twilio';

export const account = { sid: `AC${'0'.repeat(32)}`, token: 'twilio-test-token' };

export async function openTelephony() {
  const calls = [], waiting = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const block of request) text += block;
    const number = calls.push({
      method: request.method,
      path: request.url,
      authorization: request.headers.authorization,
      type: request.headers['content-type'],
      form: Object.fromEntries(new URLSearchParams(text)),
    });
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ sid: `SM${String(number).padStart(32, '0')}`, status: 'queued' }));
    for (const look of [...waiting]) look();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    calls,
    find: (wanted) => new Promise((found, failed) => {
      const look = () => {
        const call = calls.find(wanted);
        if (!call) return;
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(look), 1);
        found(call);
      };
      const timer = setTimeout(() => failed(new Error(`no such message; there are: ${calls.map((c) => JSON.stringify(c.form)).join(' ')}`)), 20_000);
      waiting.push(look);
      look();
    }),
    signature: (url, form) => twilio.getExpectedTwilioSignature(account.token, url, form),
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

// The request that Twilio's own library makes of the same message.
export async function requestOfTheirs(params) {
  let made;
  const httpClient = {
    request: async (options) => {
      made = options;
      return { statusCode: 201, body: { sid: 'SM1', account_sid: account.sid } };
    },
  };
  const client = twilio(account.sid, account.token, { httpClient });
  await client.messages.create(params);
  return { method: made.method.toUpperCase(), path: new URL(made.uri).pathname, form: made.data };
}
