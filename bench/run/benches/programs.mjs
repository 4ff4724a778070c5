// What the C++ programs beside this folder measure themselves.
import { loadCore } from '../child.mjs';
import { linesOf } from '../programs.mjs';
import { startRedis } from '../redis.mjs';

const of = (name, about, args) => ({
  about,
  measure: async (how) => ({ lines: await linesOf(name, args(how)), notes: [] }),
});

export const approve = of('approve_bench', 'durable approvals beside bare SQLite', ({ count, quick }) => [String(count), quick ? '256' : '1024']);
export const growth = of('growth_bench', 'growth from 10^3 orders on', ({ quick, long }) => (quick ? ['1000', '10000'] : long ? ['--long'] : []));
export const micro = of('micro_bench', 'single steps', () => []);

// From the commit in one process to the floor raised in another, by way of a Redis on a core that both share.
export const publish = {
  about: 'from a commit to the floors of another process',
  measure: async ({ quick }) => {
    const redis = await startRedis('publish', loadCore);
    try {
      return { lines: await linesOf('publish_bench', [redis.url, quick ? '300' : '3000']), notes: [] };
    } finally {
      await redis.stop();
    }
  },
};
