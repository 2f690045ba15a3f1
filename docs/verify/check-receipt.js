#!/usr/bin/env node
// node check-receipt.js BEWIJS SLEUTELREGEL        0: het bewijs klopt, 1: het klopt niet, 2: verkeerd gebruikt
import { readFile } from 'node:fs/promises';
import { checkReceipt } from './receipt.js';

const [path, key, ...more] = process.argv.slice(2);
if (path === undefined || key === undefined || more.length > 0) {
  console.error('Gebruik: node check-receipt.js BEWIJS SLEUTELREGEL');
  process.exitCode = 2;
} else {
  const { proven, why, index, size, origin, line } = await checkReceipt(await readFile(path, 'utf8'), key);
  console.log(
    proven
      ? `Dit bewijs klopt: regel ${index} van de ${size} in ${origin}.`
      : `Dit bewijs klopt niet. ${why}`,
  );
  if (line !== undefined) console.log(line);
  process.exitCode = proven ? 0 : 1;
}
