// Checks a receipt of a disclosure log (C2SP tlog-proof) with nothing but the log's public key. It shares no code with the
// gateway, so that a mistake there is not repeated here. Runs in a browser and in Node 20 and later: WebCrypto, no dependencies.

const HEADER = 'c2sp.org/tlog-proof@v1';
const ED25519 = 1;
const encoder = new TextEncoder();

/**
 * Resolves to `{ proven: true, index, size, origin, line }`, or to `{ proven: false, why }` with a sentence. `line` is the entry
 * itself when the receipt holds it.
 */
export async function checkReceipt(text, keyLine) {
  try {
    return await judge(text, keyLine);
  } catch (error) {
    if (error instanceof NoProof) return { proven: false, why: error.message };
    throw error;
  }
}

class NoProof extends Error {}

const insist = (condition, why) => {
  if (!condition) throw new NoProof(why);
};

async function judge(text, keyLine) {
  const key = await readKey(keyLine.trim());
  const receipt = readReceipt(text);
  const head = readCheckpoint(receipt.checkpoint);
  insist(head.origin === key.name, 'Dit bewijs is van een ander logboek.');
  await requireSignature(head, key);
  const leaf = await leafOf(receipt.extra);
  insist(receipt.index < head.size, 'Zo groot is het ondertekende logboek niet.');
  const root = await climb(leaf, receipt.index, head.size, receipt.path);
  insist(isSame(root, head.root), 'De regel staat niet op deze plaats in het ondertekende logboek.');
  return {
    proven: true,
    index: receipt.index,
    size: head.size,
    origin: head.origin,
    line: receipt.extra.regel,
  };
}

function readReceipt(text) {
  const gap = text.indexOf('\n\n');
  const [header, extra, index, ...path] = text.slice(0, Math.max(0, gap)).split('\n');
  const isShaped =
    header === HEADER && /^extra \S+$/.test(extra ?? '') && /^index (0|[1-9]\d{0,15})$/.test(index ?? '');
  insist(isShaped, 'Dit is geen bewijs van een logboek.');
  return {
    extra: readExtra(extra.slice(6)),
    index: Number(index.slice(6)),
    path: path.map(line => bytesOf(line, 32)),
    checkpoint: text.slice(gap + 2),
  };
}

function readExtra(base64) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(base64)));
  } catch {
    throw new NoProof('In dit bewijs staat niet over welke regel het gaat.');
  }
}

function readCheckpoint(text) {
  const gap = text.lastIndexOf('\n\n');
  insist(gap > 0 && text.endsWith('\n'), 'In dit bewijs staat geen checkpoint.');
  const signed = text.slice(0, gap + 1);
  const [origin, size, root] = signed.split('\n');
  insist(/^(0|[1-9]\d{0,15})$/.test(size ?? ''), 'Het checkpoint in dit bewijs is onleesbaar.');
  return {
    signed,
    origin,
    size: Number(size),
    root: bytesOf(root ?? '', 32),
    lines: text.slice(gap + 2, -1).split('\n'),
  };
}

async function readKey(line) {
  const [name, id, material, ...more] = line.split('+');
  // The key itself is base64 and may hold a plus too.
  const raw = bytesOf([material, ...more].join('+'), 33);
  insist(raw[0] === ED25519, 'Deze soort sleutel kennen wij niet.');
  const named = concat(encoder.encode(`${name}\n`), raw);
  const expected = hex((await sha256(named)).slice(0, 4));
  insist(expected === id, 'Deze sleutelregel klopt niet: het nummer hoort niet bij de sleutel.');
  const imported = await crypto.subtle.importKey('raw', raw.slice(1), { name: 'Ed25519' }, false, ['verify']);
  return { name, id, imported };
}

async function requireSignature({ signed, lines }, { name, id, imported }) {
  let found = 0;
  for (const line of lines) {
    const [dash, signer, base64] = line.split(' ');
    const bytes = dash === '—' && signer === name ? bytesOf(base64 ?? '') : new Uint8Array();
    if (hex(bytes.slice(0, 4)) !== id) continue;
    const isRight = await crypto.subtle.verify(
      { name: 'Ed25519' },
      imported,
      bytes.slice(4),
      encoder.encode(signed),
    );
    insist(isRight, 'De handtekening onder het checkpoint klopt niet.');
    found += 1;
  }
  insist(found > 0, 'Het checkpoint is niet met deze sleutel ondertekend.');
}

async function leafOf({ bladhash, regel }) {
  insist(/^[0-9a-f]{64}$/.test(bladhash ?? ''), 'In dit bewijs staat niet over welke regel het gaat.');
  const given = Uint8Array.from(bladhash.match(/../g), pair => Number.parseInt(pair, 16));
  if (regel === undefined) return given;
  const made = await sha256(concat(Uint8Array.of(0), encoder.encode(regel)));
  insist(isSame(made, given), 'De regel in dit bewijs is niet de regel waarvan de hash erin staat.');
  return given;
}

/** From the leaf to the root, as RFC 6962 describes the tree: split at the largest power of two, and go down the same way. */
async function climb(leaf, index, size, path) {
  if (size === 1) {
    insist(path.length === 0, 'Het bewijs is te lang.');
    return leaf;
  }
  insist(path.length > 0, 'Het bewijs is te kort.');
  let left = 1;
  while (left * 2 < size) left *= 2;
  const sibling = path[path.length - 1];
  const rest = path.slice(0, -1);
  if (index < left) return await join(await climb(leaf, index, left, rest), sibling);
  return await join(sibling, await climb(leaf, index - left, size - left, rest));
}

const join = async (left, right) => await sha256(concat(Uint8Array.of(1), left, right));
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const isSame = (a, b) => hex(a) === hex(b);

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bytesOf(base64, length) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(base64), character => character.codePointAt(0));
  } catch {
    throw new NoProof('In dit bewijs of deze sleutel staat iets dat niet te lezen is.');
  }
  insist(
    length === undefined || bytes.length === length,
    'In dit bewijs of deze sleutel heeft iets de verkeerde lengte.',
  );
  return bytes;
}
