// A shop's orders for `import --format jsonl`: repairs of the Open Repair Data export that CLAIMCHECK_ORDS_CSV names,
// else of the excerpt in tests/fixtures, over and over; customers and serial numbers are invented, the same each time.
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const excerpt = fileURLToPath(new URL('../../tests/fixtures/ords-excerpt.csv', import.meta.url));
const firstNames = ['Amelie', 'Bo', 'Chidi', 'Dana', 'Elif', 'Farah', 'Goran', 'Hana', 'Ines', 'Jo', 'Kofi', 'Lena'];
const sounds = ['bar', 'den', 'far', 'gol', 'hal', 'ker', 'lin', 'mor', 'nel', 'pol', 'ros', 'tam'];
const brands = ['Fernweh', 'Kestrel', 'Lumen', 'Orrery', 'Pike'];
const stages = ['received', 'in_progress', 'in_progress', 'in_progress', 'ready'];

// mulberry32: the same numbers with each run.
function dice(seed) {
  return (sides) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

// Rows of a CSV file as objects by its first row (RFC 4180).
function readCsv(file) {
  const rows = [[]];
  for (const [, quoted, plain, end] of readFileSync(file, 'utf8').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  const [names, ...rest] = rows;
  return rest.filter((row) => row.length === names.length).map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

// Writes `count` open orders, each with a link that opens.
export async function writeOrders(file, count, location) {
  const repairs = readCsv(process.env.CLAIMCHECK_ORDS_CSV || excerpt).filter((row) => row.problem);
  const roll = dice(7);
  const any = (list) => list[roll(list.length)];
  const out = createWriteStream(file);
  for (let i = 0; i < count; ++i) {
    const row = repairs[i % repairs.length];
    const first = any(firstNames);
    const order = {
      number: `R-${1001 + i}`,
      external_id: `r${1001 + i}`,
      location,
      stage: any(stages),
      customer: { name: `${first} ${any(sounds)}${any(sounds)}son`, locale: 'en' },
      devices: [{
        kind: row.product_category.slice(0, 60),
        brand: row.brand && row.brand !== 'Unknown' ? row.brand.slice(0, 60) : any(brands),
        model: `Model ${roll(40)}`,
        serial: `SN${roll(2 ** 31).toString(16).toUpperCase().padStart(8, '0')}`,
        problem: row.problem.slice(0, 900),
      }],
      ...(roll(3) === 0 && { promised_at: '2035-06-01T16:00:00Z' }),
    };
    if (!out.write(`${JSON.stringify(order)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

// The order whose page is asked for most: all that a repair in work has, decided, paid in part and talked about.
export async function makeFullOrder(call, location) {
  const number = 'FULL-1';
  const { link } = await call('POST', '/orders', {
    number, location,
    customer: { name: 'Cleo Marsh', locale: 'en' },
    devices: [{ kind: 'Phone', brand: 'Meridian', model: 'M7', serial: 'SN12345678', problem: 'Cracked screen; the battery lasts for an hour.' }],
    promised_at: '2035-06-01T16:00:00Z',
  });
  const order = `/orders/${number}`;
  await call('POST', `${order}/stage`, { stage: 'received', note: 'Arrived in its case, no SIM card.', public: true });
  await call('POST', `${order}/quotes`, {
    currency: 'GBP', deposit: 5000, valid_until: '2035-07-01',
    lines: [
      { description: 'Screen, genuine part', unit_price: 8999, tax_bp: 2000 },
      { description: 'Fitting and test', unit_price: 1599, tax_bp: 2000 },
      { description: 'New battery', unit_price: 3900, tax_bp: 2000 },
      { description: 'Cleaning', unit_price: 900, tax_bp: 2000 },
    ],
  });
  await call('POST', `${order}/quotes/1/decision`, { decision: 'approve', method: 'phone', reference: 'at noon', name: 'Cleo Marsh' });
  await call('POST', `${order}/payments`, { kind: 'deposit', amount: { amount: 5000, currency: 'GBP' }, method: 'card' });
  await call('POST', `${order}/stage`, { stage: 'in_progress' });
  await call('POST', `${order}/documents`, { purpose: 'terms', title: 'Repair terms', body: 'We repair with care.\n\n- Save your data first.\n' });
  for (const text of ['Your phone is on the bench.', 'The new screen has come and fits.', 'We found dust in the speaker and cleaned it.'])
    await call('POST', `${order}/messages`, { text, name: 'Sam at the bench' });
  return new URL(link.url).pathname;
}
