// node seed.mjs DATABASE FACTS COUNT CODE -> the order that the JSON file FACTS describes, so many times, the last one behind CODE
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const [file, facts, count, code] = process.argv.slice(2);
const of = JSON.parse(readFileSync(facts, 'utf8'));
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = OFF');
db.exec(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'));

const into = (table, width) => db.prepare(`INSERT INTO ${table} VALUES (${Array(width).fill('?').join(', ')})`);
const put = {
  shop: into('shop', 6), order: into('orders', 13), link: into('links', 3), step: into('steps', 5), quote: into('quotes', 6),
  line: into('quote_lines', 7), document: into('documents', 4), payment: into('payments', 6), note: into('notes', 4), message: into('messages', 4),
};
const hours = ['09:00 to 17:30', '09:00 to 17:30', '09:00 to 17:30', '09:00 to 17:30', '09:00 to 17:30', '10:00 to 13:00', 'closed'];

db.transaction(() => {
  put.shop.run(1, of.shop.name, of.shop.phone, of.shop.address.join('\n'), of.shop.time_zone, JSON.stringify(hours));
  for (let id = 1; id <= count; ++id) {
    const mine = id === Number(count);
    const device = of.devices[0];
    put.order.run(id, 1, mine ? of.number : `R-${id}`, of.stage, of.version, 'Cleo Marsh', of.created_at, of.promised_at ?? null,
      device.kind, device.brand, device.model, 'SN12345678', 'Cracked screen; the battery lasts for an hour.');
    put.link.run(createHash('sha256').update(mine ? code : randomBytes(20).toString('hex')).digest(), id, of.expires_at);
    of.timeline.forEach((step, at) => put.step.run(id, at, step.step, step.state, step.at));
    put.note.run(id, 0, 'Arrived in its case, no SIM card.', of.timeline[1].at);
    put.quote.run(id, of.quote.state, of.quote.decision.at, of.quote.totals.net, of.quote.totals.tax, of.quote.totals.gross);
    of.quote.lines.forEach((line, at) => put.line.run(id, at, line.description, line.quantity, line.unit_price, line.tax_bp, line.net));
    for (const document of of.documents) put.document.run(id, document.id, document.title, document.signed ? 1 : 0);
    of.payments.forEach((paid, at) => put.payment.run(id, at, paid.kind, paid.amount.amount, paid.method, paid.received_at));
    of.messages.forEach((said, at) => put.message.run(id, at, said.text, said.at));
  }
})();
