// The page as one of several instances shows it, checked with Redis each time, beside redis-benchmark; and what a page
// costs when Redis is off, absent or hung.
import { join } from 'node:path';
import { loadCore, serverCore } from '../child.mjs';
import { workFolder } from '../folders.mjs';
import { benchmarkGet, startRedis } from '../redis.mjs';
import { rounds } from '../rounds.mjs';
import { folderFor, fullShop, savedPage, serve } from '../service.mjs';
import { sample } from '../wrk.mjs';

export const about = 'pages checked with Redis beside redis-benchmark GET';

export async function measure({ count, seconds }) {
  const full = await fullShop();
  const shared = (url) => ({ env: { CLAIMCHECK_REDIS_URL: url, CLAIMCHECK_REDIS_SHARED: 'true' } });
  // Redis works beside the load where ours is measured, and has the server's core for itself where it is.
  const near = await startRedis('near', loadCore), alone = await startRedis('alone', serverCore);
  const hung = await startRedis('hung', loadCore);
  const service = await serve(folderFor('redis', full), shared(near.url));
  const off = await serve(folderFor('redis-off', full));
  const absent = await serve(folderFor('redis-absent', full), shared(`unix:${join(workFolder, 'nobody.sock')}`));
  const stuck = await serve(folderFor('redis-hung', full), shared(hung.url));
  hung.kill('SIGSTOP');
  const page = await savedPage(service.page);
  await alone.put('page', page.body);

  const target = (name, of) => ({ name, measure: async () => {
    const seen = await sample(of.page, of.pid, { seconds });
    of.forgetLog();
    return seen;
  } });
  const samples = await rounds([
    target('checked with Redis', service),
    { name: 'redis-benchmark GET', measure: () => benchmarkGet(alone, 'page', seconds) },
    target('Redis off', off), target('Redis absent', absent), target('Redis hung', stuck),
  ], count);
  const calls = Number(/^cmdstat_eval.*?calls=(\d+)/m.exec(await near.tell('INFO', 'commandstats'))?.[1] ?? 0);
  await Promise.all([service.stop(), off.stop(), absent.stop(), stuck.stop()]);
  await Promise.all([near.stop(), alone.stop(), hung.stop()]);
  return { samples, notes: [`GET of ${page.body.length} bytes, 64 connections, one request at a time on each, by a unix socket; the Redis that is asked for pages shares a core with the load, the other has the server's; scripts run for pages: ${calls}`] };
}
