// The built program with an invented shop in a folder of its own, told what to do by its API as a shop's system would.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { testKeys } from './standin/providers.mjs';

// CLAIMCHECK_BINARY names the program, else it is the newest that was built.
function program() {
  if (process.env.CLAIMCHECK_BINARY) return process.env.CLAIMCHECK_BINARY;
  const build = resolve(import.meta.dirname, '../../build');
  const builds = existsSync(build) ? readdirSync(build) : [];
  const built = builds.map((name) => join(build, name, 'claimcheck')).filter((path) => existsSync(path));
  if (!built.length) throw new Error('build claimcheck first, or name it in CLAIMCHECK_BINARY');
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

// 89.99 and 15.99 with 20 % tax are 127.18, of which 50.00 is asked at approval.
export const quote = {
  currency: 'GBP',
  lines: [
    { description: 'Screen, genuine part', quantity: '1', unit_price: 8999, tax_bp: 2000, kind: 'required' },
    { description: 'Fitting and test', quantity: '1', unit_price: 1599, tax_bp: 2000, kind: 'required' },
  ],
  deposit: 5000,
  send: true,
};
export const terms = {
  purpose: 'terms',
  title: 'Repair terms',
  body: 'We repair with care and only what you agreed to.\n\n- Please save your data first.\n- New parts carry a warranty.\n',
};
// The settings of a shop that is paid through the stand-in.
export const paidThrough = (providers) => ({
  CLAIMCHECK_PAYMENTS_STRIPE_SECRET_KEY: testKeys.stripe.secretKey,
  CLAIMCHECK_PAYMENTS_STRIPE_WEBHOOK_SECRETS: testKeys.stripe.webhookSecret,
  CLAIMCHECK_PAYMENTS_STRIPE_API_BASE: providers.url,
  CLAIMCHECK_PAYMENTS_STRIPE_CHECKOUT_ORIGIN: providers.url,
});

// Opens the shop. `environment` is configuration, CLAIMCHECK_… as the program reads it; a page with a decision need not
// have been open for long and nobody is told to slow down, unless it says otherwise.
export async function openShop(environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-browser-'));
  // The tests' own variables are no settings of the program.
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('CLAIMCHECK_'));
  const options = {
    cwd: folder,
    env: {
      ...Object.fromEntries(ours),
      CLAIMCHECK_SERVER_LISTEN: '127.0.0.1:0',
      CLAIMCHECK_LIMITS_REQUESTS_PER_MINUTE: '0',
      CLAIMCHECK_LIMITS_ACTIONS_PER_MINUTE: '0',
      CLAIMCHECK_ACTIONS_MIN_DWELL_MS: '0',
      ...environment,
    },
  };
  const made = JSON.parse(execFileSync(program(), [
    'init', '--shop', 'harbour', '--name', 'Harbour Repairs', '--owner', 'ann@harbour.example', '--phone', '+441632960123',
    '--hours', 'mon-sun 09:00-17:30', '--json'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));
  let service, ended, log = '';
  const serve = async (listen) => {
    service = spawn(program(), ['serve', '--listen', listen], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    service.stderr.on('data', (text) => { log += text; });
    ended = new Promise((done) => service.once('exit', done));
    const lines = createInterface({ input: service.stdout })[Symbol.asyncIterator]();
    const address = async () => {
      const { value } = await lines.next();
      if (!value) throw new Error(`claimcheck serve did not start:\n${log}`);
      return value.replace(/^.* on /, '');
    };
    return [await address(), await address()];
  };
  const [url, admin] = await serve('127.0.0.1:0');

  // One call of the API; whatever is not a 2xx is an error of the test.
  const call = async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${made.api_key}`, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };

  let numbers = 0;
  return {
    url,
    admin,
    folder,
    // The owner's sign-in link, good once.
    ownerLink: new URL(made.sign_in).pathname,
    // What a command of the program answers, told to do it by the running service.
    command: (...args) => JSON.parse(execFileSync(program(), [...args, '--json'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })),
    call,
    apiKey: made.api_key,
    location: made.location,
    // Pulls the plug, or asks it to end, and serves again at the same address, with `more` in its environment.
    crash: async (more = {}, signal = 'SIGKILL') => {
      service.kill(signal);
      await ended;
      Object.assign(options.env, more);
      await serve(new URL(url).host);
    },
    log: () => log,
    get: (number) => call('GET', `/orders/${number}`),
    stage: (number, stage) => call('POST', `/orders/${number}/stage`, { stage }),
    // A phone that was handed in, with a quote to answer and terms to sign if they are given: {number, page}.
    order: async ({ customer = {}, quote: asked, terms: text, stage = 'received' } = {}) => {
      const number = `B-${++numbers}`;
      const { link } = await call('POST', '/orders', {
        number,
        location: made.location,
        customer: { name: 'Cleo Marsh', email: 'cleo@customers.example', phone: '+441632960203', ...customer },
        devices: [{ kind: 'Phone', brand: 'Meridian', model: 'M7', problem: 'Cracked screen' }],
      });
      await call('POST', `/orders/${number}/stage`, { stage });
      if (asked) await call('POST', `/orders/${number}/quotes`, asked);
      if (text) await call('POST', `/orders/${number}/documents`, text);
      return { number, page: new URL(link.url).pathname };
    },
    stop: async () => {
      service.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
