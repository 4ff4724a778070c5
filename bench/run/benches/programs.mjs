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

export const approve = of('approve_bench', 'durable approvals beside bare SQLite', ({ count, quick }) => [String(count), quick ? '256' : '1024']);
// The curves stand beside the results; a quick run has too few points for them.
export const growth = {
  about: 'growth from 10^3 orders on',
  measure: async ({ quick, long }) => {
    const lines = await linesOf('growth_bench', quick ? ['1000', '10000'] : long ? ['--long'] : []);
    const told = join(workFolder, 'growth.jsonl');
    writeFileSync(told, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    if (!quick) execFileSync(join(root, 'bench/growth_draw.sh'), [told, join(root, 'bench')], { stdio: 'inherit' });
    return { lines, notes: [] };
  },
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
