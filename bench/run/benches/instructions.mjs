// User instructions of a hot request in the whole process, counted by callgrind.
import { instructionsPerRequest } from '../instructions.mjs';

export const about = 'user instructions of a hot request, by callgrind';

export async function measure() {
  const found = await instructionsPerRequest();
  console.log(`  ${found} user instructions`);
  return { values: { instructions: [found] }, notes: ['callgrind, the whole process, the difference between 500 and 5,500 requests'] };
}
