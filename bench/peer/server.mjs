// node server.mjs DATABASE REDIS_SOCKET HEADERS LOG
// What a careful team would write in Node for the same page: Fastify, better-sqlite3 with prepared statements, ioredis with
// automatic pipelining, formatters made once, one buffered log line a request. No limits and no metrics.
//   /redis/CODE   the finished page from Redis
//   /sqlite/CODE  read and rendered for each request
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import fastify from 'fastify';
import Redis from 'ioredis';
import pino from 'pino';
import { page } from './page.mjs';

const [database, socket, headersFile, log] = process.argv.slice(2);
const headers = Object.fromEntries(JSON.parse(readFileSync(headersFile, 'utf8')));
const db = new Database(database, { readonly: true });
const redis = new Redis({ path: socket, enableAutoPipelining: true });
const logger = pino({ base: undefined }, pino.destination({ dest: log, minLength: 8192, sync: false }));

const find = db.prepare(`SELECT orders.*, links.ends_at, shop.name AS shop_name, shop.phone, shop.address, shop.hours
  FROM links JOIN orders ON orders.id = links.order_id JOIN shop ON shop.id = orders.shop WHERE links.key = ?`);
const parts = Object.fromEntries(Object.entries({
  steps: 'SELECT * FROM steps WHERE order_id = ? ORDER BY at',
  notes: 'SELECT * FROM notes WHERE order_id = ? ORDER BY at',
  lines: 'SELECT * FROM quote_lines WHERE order_id = ? ORDER BY at',
  documents: 'SELECT * FROM documents WHERE order_id = ?',
  payments: 'SELECT * FROM payments WHERE order_id = ? ORDER BY at',
  messages: 'SELECT * FROM messages WHERE order_id = ? ORDER BY at',
}).map(([name, sql]) => [name, db.prepare(sql)]));
const quoteOf = db.prepare('SELECT * FROM quotes WHERE order_id = ?');

const read = db.transaction((key) => {
  const order = find.get(key);
  if (!order || order.ends_at < new Date().toISOString()) return null;
  order.quote = quoteOf.get(order.id);
  for (const [name, statement] of Object.entries(parts)) order[name] = statement.all(order.id);
  return order;
});

const app = fastify({ loggerInstance: logger, disableRequestLogging: true, keepAliveTimeout: 65_000 });
app.addHook('onResponse', (request, reply, done) => {
  logger.info({ id: request.id, route: request.routeOptions.url, status: reply.statusCode, us: Math.round(reply.elapsedTime * 1000), ip: request.ip });
  done();
});
app.get('/redis/:code', async (request, reply) => {
  const html = await redis.getBuffer(`page:${createHash('sha256').update(request.params.code).digest('hex')}`);
  if (!html) return reply.code(404).send('not found');
  return reply.headers(headers).send(html);
});
app.get('/sqlite/:code', (request, reply) => {
  const order = read(createHash('sha256').update(request.params.code).digest());
  if (!order) return reply.code(404).send('not found');
  return reply.headers(headers).send(page(order, request.params.code));
});

await app.listen({ host: '127.0.0.1', port: 0, backlog: 4096 });
console.log(`listening on http://127.0.0.1:${app.server.address().port}`);
process.on('SIGTERM', () => process.exit(0));
