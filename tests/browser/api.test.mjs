// The API held to its own description: nothing that is sent makes it stumble, and whatever it answers is as described.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { Api, broken, chance, valid } from './openapi.mjs';
import { openShop, quote, terms } from './shop.mjs';

const seed = Number(process.env.CLAIMCHECK_TEST_SEED ?? Date.now() % 1e9);
const rounds = process.env.CLAIMCHECK_LONG ? 200 : 12;
let shop, api;
before(async () => {
  shop = await openShop({ CLAIMCHECK_LIMITS_API_PER_MINUTE: '0' });
  api = new Api(await (await fetch(`${shop.url}/api/v1/openapi.json`)).json());
});
after(() => shop?.stop());

async function send({ method, path, query = '', body, headers = {}, key = shop.apiKey }) {
  const kind = typeof body === 'string' || Buffer.isBuffer(body) ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(`${shop.url}/api/v1${path}${query}`, {
    method, body, headers: { ...(key && { authorization: `Bearer ${key}` }), ...kind, ...headers },
  });
  const text = await answer.text(), type = answer.headers.get('content-type') ?? '';
  let told = text;
  if (type.includes('json')) told = JSON.parse(text);
  return { status: answer.status, type, body: told, headers: answer.headers };
}

const file = () => {
  const form = new FormData();
  form.append('file', new Blob(['some text']), 'note.txt');
  return form;
};
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);

// What an operation may be tried on, made anew where a call may use it up.
const upload = async (number) => (await send({ method: 'POST', path: `/orders/${number}/attachments`, body: file() })).body.data[0].id;
async function things(random) {
  const { number } = await shop.order({ quote: random.odds(0.7) ? { ...quote, valid_until: nextYear } : undefined, terms });
  const order = await shop.get(number);
  const made = async (path, body) => (await shop.call('POST', path, body)).id;
  const webhook = await made('/webhooks', { url: 'https://pos.shop.example/hook', enabled: true });
  const some = {
    order: number, device: order.devices[0].id, round: 1, attachment: await upload(number), webhook,
    link: await made(`/orders/${number}/links`, { channel: 'copy' }), delivery: await made(`/webhooks/${webhook}/test`),
    external_id: `pos-${number}`,
  };
  for (const [name, make] of Object.entries(more)) if (inUse(name)) some[name] = await make();
  return { some, drop: () => shop.call('DELETE', `/webhooks/${webhook}`).catch(() => {}) };
}
const inUse = (name) => api.operations().some(({ inPath }) => inPath.some((one) => one.name === name));
let made = 0;
const more = {
  location: async () => (await shop.call('GET', '/locations')).data[0].id,
  staff: async () => (await shop.call('POST', '/staff', { name: 'Bo', email: `bo${++made}@harbour.example`, role: 'viewer' })).id,
  terms: async () => (await shop.call('POST', '/terms', { purpose: 'terms', title: `Terms ${++made}`, body: 'Text' })).id,
  key: async () => (await shop.call('POST', '/api-keys', { name: `till ${++made}`, scope: 'read' })).id,
  notice: async () => 'ntc_01890a5d-ac96-774b-bcce-b302099a8057',
  topic: async () => 'confirmation',
  channel: async () => 'sms',
  locale: async () => 'en',
};

const addressed = (operation, some) => operation.inPath.reduce((path, { name }) => {
  assert.ok(name in some, `the test knows no ${name}: add it to things()`);
  return path.replace(`{${name}}`, encodeURIComponent(some[name]));
}, operation.path);

const asked = (operation, random) => {
  const query = new URLSearchParams();
  for (const { name, required, schema } of operation.inQuery)
    if ((required || random.odds(0.4)) && name !== 'wait' && name !== 'cursor') query.set(name, String(valid(api, schema, random)));
  return query.size ? `?${query}` : '';
};

// Each call is told in full when it fails, with the seed to have it again.
async function expect(operation, call, isRight = () => true) {
  const answer = await send({ method: operation.method, ...call });
  const story = `${operation.id}: ${operation.method} ${call.path}${call.query ?? ''} ${String(call.body ?? '').slice(0, 2000)}\n→ ${answer.status} ${JSON.stringify(answer.body).slice(0, 2000)}\nCLAIMCHECK_TEST_SEED=${seed}`;
  assert.ok(answer.status < 500, story);
  assert.deepEqual(api.faults(operation, answer), [], story);
  assert.ok(isRight(answer), story);
  return answer;
}
const refused = ({ status }) => status >= 400 && status < 500;
const jsonOf = (value) => JSON.stringify(value);

test('the document passes a linter and describes OpenAPI 3.1', () => {
  const file = join(shop.folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(api.document));
  const cli = resolve(import.meta.dirname, 'node_modules/@redocly/cli/bin/cli.js');
  try {
    execFileSync(process.execPath, [cli, 'lint', file, '--config', resolve(import.meta.dirname, 'redocly.yaml'), '--format', 'summary'], { stdio: 'pipe', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
  } catch (problem) {
    assert.fail(`${problem.stdout}${problem.stderr}`);
  }
  assert.match(api.document.openapi, /^3\.1\./);
});

test('every example in the document is as its schema says', () => {
  const examples = api.examples();
  assert.ok(examples.length > 20);
  for (const [place, validate, example] of examples) assert.ok(validate(example), `${place}: ${jsonOf(example)} ${jsonOf(validate.errors)}`);
});

test('what the schemas allow is answered as described, and every call can succeed', async () => {
  const succeeded = new Set();
  const random = chance(seed);
  // A collection code is the customer's to show, and no message has failed here.
  const never = () => api.operations().map(({ id }) => id).filter((id) => !succeeded.has(id) && !['collect_order', 'retry_notice'].includes(id));
  // What chance has not brought about yet is given more of it.
  let round = 0;
  for (; round < rounds || (never().length > 0 && round < 10 * rounds); ++round) {
    const { some, drop } = await things(random);
    const known = (name) => ({ AttachmentId: some.attachment, DeviceId: some.device })[name];
    // What another call needs comes before it, and what ends things after all others.
    const turn = ({ method, id }) => (method === 'DELETE' ? 1 : { put_order: -1, copy_link: -1, extend_quote: -1, withdraw_quote: 0.5, collect_order: 2 }[id] ?? 0);
    for (const operation of api.operations().sort((a, b) => turn(a) - turn(b))) {
      const example = operation.example && random.odds(0.5);
      const sent = operation.upload ? { body: file() }
        : operation.picture ? { body: picture, headers: { 'content-type': 'image/png' } }
        : { body: operation.body && jsonOf(example ? operation.example : valid(api, operation.body, random, known)) };
      const { status } = await expect(operation, { path: addressed(operation, some), query: asked(operation, random), ...sent });
      if (status < 300) succeeded.add(operation.id);
    }
    await drop();
  }
  console.log(`seed ${seed}, ${round} rounds of ${api.operations().length} calls`);
  assert.deepEqual(never(), [], `never succeeded, seed ${seed}`);
});

test('whatever breaks a schema is refused, named, and as described', async () => {
  const random = chance(seed + 1);
  const wrong = [];
  let calls = 0;
  const { some, drop } = await things(random);
  for (const operation of api.operations()) {
    if (!operation.body) continue;
    const good = valid(api, operation.body, random), path = addressed(operation, some);
    for (const [what, body] of broken(api, operation.body, good)) {
      ++calls;
      const named = ({ status, body: told }) => status !== 422 || told.errors?.some(({ field }) => what !== 'unknown member' || field === 'no_such_member');
      await expect(operation, { path, body: jsonOf(body) }, (answer) => refused(answer) && named(answer))
        .catch(({ message }) => wrong.push(`${what}: ${message.slice(0, 1000)}`));
    }
  }
  await drop();
  assert.deepEqual(wrong, [], wrong.join('\n\n'));
  console.log(`${calls} broken bodies`);
});

test('bodies that are no JSON, no object or no UTF-8 are refused by every call', async () => {
  const random = chance(seed + 2);
  const { some, drop } = await things(random);
  const bodies = ['{', '{"a":1', '[1]', '"text"', 'null', '7', '{"a":1}{"b":2}', '{"a":nul}', '{"a":01}', "{'a':1}", '{"a":1,}', '[' .repeat(20_000), '{"a":"\u0000"}',
    Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), Buffer.from('{"name":"\xff\xfe"}', 'latin1'), Buffer.from('{"\xc0\xaf":1}', 'latin1'), '{"a":"\\ud800"}', '{"a":1e999}'];
  for (const operation of api.operations()) {
    if (!operation.body) continue;
    const path = addressed(operation, some);
    for (const body of bodies) await expect(operation, { path, body }, refused);
    await expect(operation, { path, body: '<a/>', headers: { 'content-type': 'application/xml' } }, refused);
  }
  await drop();
});

test('ids of nothing, of another kind and of no form are not found by any call', async () => {
  const random = chance(seed + 3);
  const { some, drop } = await things(random);
  const none = ['x', '0', '-1', '99999999999999999999', 'ord_01890a5d-ac96-774b-bcce-b302099a8057', 'evt_x', "' OR 1=1 --", '%00', 'é', 'x'.repeat(500)];
  for (const operation of api.operations()) {
    for (const { name } of operation.inPath) {
      if (name === 'external_id') continue;  // any text is one
      for (const id of none) {
        const body = operation.body && jsonOf(valid(api, operation.body, random));
        await expect(operation, { path: addressed(operation, { ...some, [name]: id }), body }, refused);
      }
    }
  }
  await drop();
});

test('queries that are not as described are refused, and no call answers without a key', async () => {
  const random = chance(seed + 4);
  const { some, drop } = await things(random);
  for (const operation of api.operations()) {
    const path = addressed(operation, some), body = operation.body && '{}';
    for (const { name, schema } of operation.inQuery) {
      const { type, enum: one, pattern } = api.at(schema);
      if (type !== 'integer' && !one && !pattern) continue;
      for (const odd of ['', 'x', '-1', '1.5', '99999999999999999999', '%ff'])
        await expect(operation, { path, body, query: `?${name}=${odd}` }, ({ status }) => odd === '' || refused({ status }));
    }
    if (operation.inQuery.length) await expect(operation, { path, query: '?no_such_parameter=1' }, refused);
    if (operation.open) continue;
    for (const key of ['', 'cc_live_00000000_00000000000000000000000000000000', 'x'])
      await expect(operation, { path, body, key }, ({ status, headers }) => status === 401 && headers.has('www-authenticate'));
  }
  await drop();
});
