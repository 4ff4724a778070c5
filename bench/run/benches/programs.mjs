// What the C++ programs beside this folder measure themselves.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCore } from '../child.mjs';
import { root, workFolder } from '../folders.mjs';
import { linesOf } from '../programs.mjs';
import { startRedis } from '../redis.mjs';

const of = (name, about, args) => ({
  about,
  measure: async (how) => ({ lines: await linesOf(name, args(how)), notes: [] }),
});

export const approve = of('approve_bench', 'durable approvals beside bare SQLite', ({ count, quick }) => [String(count), quick ? '512' : '2048']);
// The curves stand beside the results; a quick run has too few points for them.
const curves = (name, about, args) => ({
  about,
  measure: async (how) => {
    const lines = await linesOf('growth_bench', args(how));
    const told = join(workFolder, `${name}.jsonl`);
    writeFileSync(told, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    if (!how.quick) execFileSync(join(root, 'bench/growth_draw.sh'), [told, join(root, 'bench'), name], { stdio: 'inherit' });
    return { lines, notes: [] };
  },
});
export const growth = curves('growth', 'growth from 10^3 to 10^6 orders', ({ quick }) => (quick ? ['1000', '10000'] : []));
// An hour and some forty gigabytes, so not unless it is asked for.
export const imported = {
  ...curves('imported', 'growth from 10^3 to 10^7 orders as an import makes them', ({ quick }) =>
    ['--imported', ...(quick ? ['1000', '10000'] : ['--long'])]),
  onlyWhenAsked: true,
};
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
