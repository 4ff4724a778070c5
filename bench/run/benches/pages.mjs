// A customer's page: hot, cold, uncached and guessed at, beside nginx with the saved page in a file and beside Node.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { workFolder } from '../folders.mjs';
import { writeGuesses } from '../guesses.mjs';
import { knownFiles, logged, loggedAtOnce, serveFiles } from '../nginx.mjs';
import { startPeer } from '../peer.mjs';
import { startRedis } from '../redis.mjs';
import { intoMemory, ontoDisk } from '../page_cache.mjs';
import { rounds } from '../rounds.mjs';
import { folderFor, fullShop, grownShop, savedPage, serve } from '../service.mjs';
import { sample, wrk } from '../wrk.mjs';
import { loadCore } from '../child.mjs';

export const about = 'hot, cold and guessed pages beside nginx and Node';

export async function measure({ count, seconds, orders }) {
  const full = await fullShop(), grown = await grownShop(orders);
  const service = await serve(folderFor('hot', full));
  // Room for fewer pages than are asked for in turn, so that none is there any more when its turn comes again.
  const many = await serve(folderFor('cold'), { env: { ...grown.env, CLAIMCHECK_CACHE_PAGES_MIB: '8' } });
  const uncached = await serve(folderFor('uncached', full), { env: { CLAIMCHECK_CACHE_PAGES_MIB: '0' } });
  const strict = await serve(folderFor('strict', full), { env: { CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES: '20' } });
  const page = await savedPage(service.page);
  const nginx = await serveFiles(page, {
    'batched log': { extra: logged() }, 'log as Debian has it': { extra: loggedAtOnce() },
    'open file cache': { extra: `${logged()} ${knownFiles}` } });
  const redis = await startRedis('peer', loadCore);
  const peer = await startPeer(service, page, redis);

  const links = readFileSync(grown.links, 'utf8').trim().split('\n').length;
  const guesses = writeGuesses(join(workFolder, 'guesses'), 100_000);
  await wrk(`${strict.url}/`, { seconds: 1, paths: guesses });  // until all that may be tried has been

  // Each list is gone through from where the last round ended, so that no page is asked for twice before all have been.
  let asked = 0;
  const target = (name, of, url, how = {}) => ({ name, measure: async () => {
    const seen = await sample(url, of.pid, { seconds, ...how });
    of.forgetLog();
    return seen;
  } });
  // The system may have taken the database out of its memory since the last round.
  const cold = (name, place) => ({ name, measure: async () => {
    await place(grown.database);
    const seen = await sample(many.url, many.pid, { seconds, paths: grown.links, from: asked });
    asked = (asked + Math.ceil(seen.rps * seconds)) % links;
    many.forgetLog();
    return seen;
  } });
  const targets = [
    target('hot', service, service.page),
    target('nginx', nginx, nginx.url('batched log')),
    cold('cold', intoMemory),
    cold('cold, database on the disk', ontoDisk),
    target('uncached', uncached, uncached.page),
    target('guessed, 404', service, service.url, { paths: guesses, refused: true }),
    target('guessed, 429', strict, strict.url, { paths: guesses, refused: true }),
    target('nginx, log as Debian has it', nginx, nginx.url('log as Debian has it')),
    target('nginx, open file cache', nginx, nginx.url('open file cache')),
    target('Node, page in Redis', peer, peer.redis),
    target('Node, rendered', peer, peer.sqlite),
  ];
  const samples = await rounds(targets, count);
  await Promise.all([service.stop(), many.stop(), uncached.stop(), strict.stop(), nginx.stop(), peer.stop(), redis.stop()]);
  return { samples, notes: [
    `the page has ${page.body.length} bytes; an answer of the service ${Math.round(samples.hot[0].bytes)}, of nginx ${Math.round(samples.nginx[0].bytes)}, ` +
      `of Node ${Math.round(samples['Node, page in Redis'][0].bytes)} from Redis and ${Math.round(samples['Node, rendered'][0].bytes)} rendered`,
    `cold: of ${orders} orders, finished ones too, the ${links} links that open are asked for in turn; the service's memory holds fewer pages than that, and the system's the whole database, or nothing of it`,
  ] };
}
