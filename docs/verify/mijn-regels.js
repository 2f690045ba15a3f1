// Rekent na of de regels in een bestand van `wijkpoort logboek bewijs --partner … --koppelsleutel …` in het ondertekende logboek
// staan. Eén bestand, geen netwerk, geen modules: het werkt ook zo van schijf. Het deelt geen regel code met de poort, en ook
// niet met receipt.js hiernaast. Te gebruiken in een browser en, als `globalThis.controleerRegels`, in Node 20 of nieuwer.
const utf8 = new TextEncoder();
const sha256 = async (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
};
const toHex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
const fromHex = text => {
  if (!/^(?:[0-9a-f]{2})*$/.test(String(text)))
    throw new Fault('In het bestand staat iets dat niet te lezen is.');
  return Uint8Array.from(String(text).match(/../g) ?? [], pair => parseInt(pair, 16));
};
const fromBase64 = text => {
  try {
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  } catch {
    throw new Fault('De sleutel of het checkpoint is niet te lezen.');
  }
};

class Fault extends Error {}

/** `naam+nummer+base64`: an Ed25519 key (type 1), of which the number is a hash. */
async function readKey(line) {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim());
  if (match === null) throw new Fault('Dit is geen sleutel van een logboek.');
  const [, name, id, material] = match;
  const bytes = fromBase64(material);
  const own = await sha256(utf8.encode(name), Uint8Array.of(10), bytes);
  if (bytes.length !== 33 || bytes[0] !== 1 || toHex(own.slice(0, 4)) !== id)
    throw new Fault('Deze sleutel klopt niet: het nummer hoort niet bij de sleutel.');
  const key = await crypto.subtle.importKey('raw', bytes.slice(1), 'Ed25519', false, ['verify']);
  return { name, id, key };
}

/** The signed note: name, size and root, an empty line, and the signatures. */
async function readCheckpoint(note, { name, id, key }) {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]{44})\n(?:[^\n]+\n)*\n((?:— [^\n]+\n)+)$/.exec(
    note,
  );
  if (match === null) throw new Fault('In het bestand staat geen checkpoint.');
  const [, origin, size, root, signatures] = match;
  if (origin !== name) throw new Fault('Dit is van een ander logboek dan deze sleutel.');
  const signed = utf8.encode(note.slice(0, note.length - signatures.length - 1));
  for (const line of signatures.trim().split('\n')) {
    const [, signer, base64] = line.split(' ');
    const bytes = signer === name ? fromBase64(base64) : new Uint8Array();
    if (toHex(bytes.slice(0, 4)) !== id) continue;
    if (await crypto.subtle.verify('Ed25519', key, bytes.slice(4), signed))
      return { size: Number(size), root: toHex(fromBase64(root)) };
    throw new Fault('De handtekening onder het checkpoint klopt niet.');
  }
  throw new Fault('Het checkpoint is niet met deze sleutel ondertekend.');
}

/** From the leaf upwards (RFC 9162, 2.1.3.2): the bits of the place say on which side each hash of the path stands. */
async function rootFrom(leaf, place, size, path) {
  let [node, at, last] = [leaf, place, size - 1];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      node = await sha256(Uint8Array.of(1), sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else {
      node = await sha256(Uint8Array.of(1), node, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? toHex(node) : undefined;
}

const isPlaced = ({ nummer, regel, pad }, size) =>
  Number.isSafeInteger(nummer) &&
  nummer >= 0 &&
  nummer < size &&
  typeof regel === 'string' &&
  Array.isArray(pad);

async function judge(entry, { size, root }) {
  if (!isPlaced(entry, size)) return 'Deze regel valt buiten het ondertekende logboek.';
  const { nummer, regel, pad, zout, kenmerk, verzegeld } = entry;
  const leaf = await sha256(Uint8Array.of(0), utf8.encode(regel));
  const path = pad.map(fromHex);
  if (path.some(hash => hash.length !== 32) || (await rootFrom(leaf, nummer, size, path)) !== root)
    return 'Deze regel staat niet zo, of niet op deze plaats, in het ondertekende logboek.';
  if (zout === null && verzegeld === null) return undefined;
  // Since version 2 of a line what it is found by counts too.
  const { v, personal } = JSON.parse(regel);
  const found = fromHex(v >= 2 ? (kenmerk ?? '') : '');
  const own = toHex(await sha256(fromHex(zout), found, utf8.encode(verzegeld)));
  return own === personal ? undefined : 'Wat er verzegeld bij deze regel staat, hoort er niet bij.';
}

function readFile(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    file = undefined;
  }
  if (
    file?.soort !== 'wijkpoort-regels-1' ||
    !Array.isArray(file.regels) ||
    typeof file.checkpoint !== 'string'
  )
    throw new Fault('Dit is geen bestand met regels uit een logboek.');
  return file;
}

/** `{ klopt, waarom, omvang, regels: [{ nummer, klopt, waarom, regel }] }`; every entry is judged by itself. */
async function controleerRegels(text, keyLine) {
  try {
    const file = readFile(text);
    const head = await readCheckpoint(file.checkpoint, await readKey(keyLine));
    const regels = [];
    for (const each of file.regels) {
      const waarom = await judge(each, head).catch(() => 'Deze regel is niet te lezen.');
      regels.push({ nummer: each?.nummer, klopt: waarom === undefined, waarom, regel: each?.regel });
    }
    return { klopt: regels.every(each => each.klopt), omvang: head.size, regels };
  } catch (error) {
    if (error instanceof Fault) return { klopt: false, waarom: error.message, regels: [] };
    throw error;
  }
}
globalThis.controleerRegels = controleerRegels;

const place = id => document.getElementById(id);
const EVENTS = {
  released: 'kreeg gegevens',
  refused: 'vroeg iets en kreeg niets',
  'source-failed': 'vroeg iets; het systeem van de ander deed het niet',
  'not-delivered': 'zou iets krijgen; dat kwam niet aan',
  viewed: 'keek in het logboek',
  'register-changed': 'Er veranderde iets in wat u wilt of wie er meedoet',
};

function sentence(leaf) {
  const { at, event, sender, recipient, purpose, fields = {} } = JSON.parse(leaf);
  const left = Object.keys(fields).filter(field => fields[field].decision === 'released');
  const when = new Date(at).toLocaleString('nl-NL');
  const who = recipient === 'unstated' ? '' : `${recipient} `;
  const what = left.length === 0 ? '' : ` van ${sender}: ${left.join(', ')}`;
  return `${when}: ${who}${EVENTS[event] ?? event}${what}${purpose === 'unstated' ? '' : ` (doel ${purpose})`}`;
}

function show(result) {
  const { klopt, waarom, omvang, regels } = result;
  place('uitslag').dataset.kind = klopt ? 'ja' : 'nee';
  place('uitslag').textContent = klopt
    ? `Ja: alle ${regels.length} regels staan in het ondertekende logboek van ${omvang} regels.`
    : `Nee. ${waarom ?? 'Niet elke regel klopt; hieronder staat welke.'}`;
  place('regels').replaceChildren(
    ...regels.map(each => {
      const item = document.createElement('li');
      item.dataset.kind = each.klopt ? 'ja' : 'nee';
      item.textContent = each.klopt ? sentence(each.regel) : `Regel ${each.nummer}: ${each.waarom}`;
      return item;
    }),
  );
}

function openPage() {
  place('controle').addEventListener('submit', event => {
    event.preventDefault();
    const [file] = place('bestand').files;
    if (file === undefined) return;
    file
      .text()
      .then(text => controleerRegels(text, place('sleutel').value))
      .then(show)
      .catch(() =>
        show({
          klopt: false,
          waarom: 'Uw browser kan dit niet narekenen. Probeer een nieuwere.',
          regels: [],
        }),
      );
  });
}

if (typeof document !== 'undefined') openPage();
