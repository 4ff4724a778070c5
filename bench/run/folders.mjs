// Where things lie.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const build = resolve(process.env.CLAIMCHECK_BENCH_BUILD || join(root, 'build/bench'));
export const binary = resolve(process.env.CLAIMCHECK_BINARY || join(build, 'claimcheck'));
// Shops that take long to make; kept.
export const dataFolder = resolve(process.env.CLAIMCHECK_BENCH_DIR || join(build, 'data'));
// What one run leaves behind for a look; made anew by the next.
export const workFolder = join(build, 'run');
export const resultFolder = join(build, 'results');

for (const folder of [dataFolder, workFolder, resultFolder]) mkdirSync(folder, { recursive: true, mode: 0o700 });
