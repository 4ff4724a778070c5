// Where the bytes of a file lie when they are asked for.
import { createReadStream } from 'node:fs';
import { run } from './child.mjs';

// In the system's memory: it is read once.
export async function intoMemory(file) {
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) void piece;
}

// On the disk alone: the system is told that nobody needs it (posix_fadvise, by GNU dd).
export const ontoDisk = (file) => run(['dd', `if=${file}`, 'iflag=nocache', 'count=0']);
