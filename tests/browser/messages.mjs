// A shop whose messages are looked at: asked as its proxy would ask, since it goes by a public name.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export const home = 'https://repairs.example';
export const codes = /[0-9a-z]{31}/;

// One request to the service as its proxy would make it, under its own name.
export function ask(shop, method, path, { body, headers = {} } = {}) {
  const { hostname, port } = new URL(shop.url);
  return new Promise((done, failed) => {
    const call = request({ hostname, port, method, path, headers: { host: new URL(home).host, ...headers } }, async (answer) => {
      let text = '';
      for await (const block of answer) text += block;
      done({ status: answer.statusCode, headers: answer.headers, text });
    });
    call.on('error', failed);
    call.end(body);
  });
}
export async function api(shop, method, path, body) {
  const headers = { authorization: `Bearer ${shop.apiKey}`, 'content-type': 'application/json' };
  const answer = await ask(shop, method, `/api/v1${path}`, { body: body && JSON.stringify(body), headers });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.text ? JSON.parse(answer.text) : null;
}
export function form(shop, path, fields, headers = {}) {
  return ask(shop, 'POST', path, {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

let numbers = 0;
export async function order(shop, customer = {}) {
  const number = `M-${++numbers}`;
  await api(shop, 'POST', '/orders', {
    number,
    location: shop.location,
    customer: { name: 'Zoë O’Brien', email: 'zoe@customers.example', ...customer },
    devices: [{ kind: 'Phone', brand: 'Meridian', model: 'M7' }],
  });
  return number;
}
export const stage = (shop, number, to) => api(shop, 'POST', `/orders/${number}/stage`, { stage: to });
export const about = (number, words = '') => (mail) => mail.subject.startsWith(`Order ${number}:`) && mail.subject.includes(words);
export const linkIn = (text) => text.match(new RegExp(`${home}/t/[0-9a-z]{31}`))?.[0];
export const pathOf = (url) => url.slice(home.length);

export async function until(holds, patience = 20_000) {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never came true: ${holds}`);
    await sleep(50);
  }
}

// Of a shop whose mails go to that server.
export const settings = (url) => ({
  CLAIMCHECK_SERVER_PUBLIC_URL: home,
  CLAIMCHECK_MAIL_URL: url,
  CLAIMCHECK_MAIL_FROM: 'repairs@harbour.example',
  CLAIMCHECK_LIMITS_API_PER_MINUTE: '0',
});
