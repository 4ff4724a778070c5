// Codes as a guesser would try them: well-formed to look at, of the right key, and wrong.
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export function writeGuesses(file, count) {
  const code = () => `0${Array.from({ length: 30 }, () => alphabet[randomInt(32)]).join('')}`;
  writeFileSync(file, Array.from({ length: count }, () => `/t/${code()}\n`).join(''));
  return file;
}
