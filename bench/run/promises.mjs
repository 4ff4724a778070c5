// What must be reached and what is aimed at, each against a figure of the same run.
import { ratio, summary } from './statistics.mjs';
import { column } from './rounds.mjs';

const of = (results, bench, name, member) => {
  const samples = results[bench]?.samples?.[name];
  return samples && column(samples, member);
};
// One target's figure against another's, round by round.
const against = (bench, ours, theirs, member) => (results) => {
  const a = of(results, bench, ours, member), b = of(results, bench, theirs, member);
  return a && b && ratio(a, b);
};
const measured = (bench, name, scale = 1) => (results) => {
  const values = results[bench]?.values?.[name];
  return values && summary(values.map((value) => value * scale));
};
// A line of a C++ program.
const told = (bench, measure, orders) => (results) => {
  const line = results[bench]?.lines?.find((one) => one.measure === measure && (!orders || one.orders === orders));
  return line && { median: line.value, low: line.q1 ?? line.value, high: line.q3 ?? line.value };
};

const more = (measure, must, aim, value, unit = '×') => ({ measure, must, aim, value, unit, more: true });
const less = (measure, must, aim, value, unit = '×') => ({ measure, must, aim, value, unit, more: false });

export const promises = [
  more('hot page, requests/s against nginx static', 1, 1.35, against('pages', 'hot', 'nginx', 'rps')),
  less('CPU per hot request against nginx static', 0.95, 0.7, against('pages', 'hot', 'nginx', 'cpu')),
  less('user instructions per hot request', 15_000, 8_000, measured('instructions', 'instructions'), ''),
  less('hot page p99 against nginx static', 1.2, 0.9, against('pages', 'hot', 'nginx', 'p99')),
  more('hot page against Fastify with the page in Redis', 4, 6, against('pages', 'hot', 'Node, page in Redis', 'rps')),
  more('hot page against Fastify rendering from better-sqlite3', 15, 25, against('pages', 'hot', 'Node, rendered', 'rps')),
  more('cold page (in no cache, 100,000 orders) against nginx static', 0.35, 0.6, against('pages', 'cold', 'nginx', 'rps')),
  more('guessed codes refused (404) against nginx static', 1.3, 1.7, against('pages', 'guessed, 404', 'nginx', 'rps')),
  more('guessed codes refused (429) against nginx static', 1.3, 1.7, against('pages', 'guessed, 429', 'nginx', 'rps')),
  more('hot page by TLS 1.3 against nginx TLS, connections kept', 0.95, 1.1, against('tls', 'TLS, kept', 'nginx TLS, kept', 'rps')),
  more('hot page by TLS 1.3 against nginx TLS, new connections', 0.9, 1, against('tls', 'TLS, new', 'nginx TLS, new', 'rps')),
  more('page checked with Redis against redis-benchmark GET', 0.6, 0.8, against('shared', 'checked with Redis', 'redis-benchmark GET', 'rps')),
  more('approve, durable, 64 clients, against bare SQLite with the same rows and indexes', 0.6, 0.8, told('approve', 'approve.ratio_to_indexed')),
  less('memory per idle connection, plain', 4, 1, measured('idle', 'idle, plain', 1 / 1024), 'KiB'),
  less('memory per idle connection, TLS', 32, 16, measured('idle', 'idle, TLS', 1 / 1024), 'KiB'),
  less('cold page\'s CPU, from 1,000 to 1,000,000 orders', 1.5, 1.25, told('growth', 'growth.cold_page_cpu_us.whole')),
  less('cold page\'s CPU, from 1,000 to 10,000,000 imported orders', 1.5, 1.25, told('imported', 'growth.cold_page_cpu_us.whole')),
  less('commit to L1 of the same process: writes answered too early', 0, 0, told('publish', 'publish.own_floor_late'), ''),
  less('commit to L1 of another process by PUBLISH, p99', 2, 0.2, told('publish', 'publish.commit_to_floor_p99'), 'ms'),
  less('start to ready at 1,000,000 orders', 1, 0.2, told('growth', 'growth.start_to_ready_s', 1_000_000), 's'),
];

// "aim", "must", "missed" or "not measured".
export function verdict(promise, results) {
  const value = promise.value(results);
  if (!value) return { value, word: 'not measured' };
  const reaches = (bound) => (promise.more ? value.median >= bound : value.median <= bound);
  return { value, word: reaches(promise.aim) ? 'aim' : reaches(promise.must) ? 'must' : 'missed' };
}
