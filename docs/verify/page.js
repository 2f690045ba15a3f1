import { checkReceipt } from './receipt.js';

const field = id => document.getElementById(id);
const say = (text, kind) => {
  field('uitslag').textContent = text;
  field('uitslag').dataset.kind = kind;
};

async function take() {
  const [file] = field('bestand').files;
  if (file !== undefined) field('bewijs').value = await file.text();
}

async function check() {
  field('regel').textContent = '';
  try {
    const result = await checkReceipt(field('bewijs').value, field('sleutel').value);
    if (!result.proven) return say(`Nee, dit bewijs klopt niet. ${result.why}`, 'nee');
    say(
      `Ja, dit bewijs klopt. De regel is nummer ${result.index} van de ${result.size} in ${result.origin}.`,
      'ja',
    );
    if (result.line !== undefined) field('regel').textContent = inLines(result.line);
  } catch {
    say('Uw browser kan dit niet narekenen. Probeer het met een nieuwere browser.', 'nee');
  }
}

function inLines(line) {
  try {
    return JSON.stringify(JSON.parse(line), undefined, 2);
  } catch {
    return line;
  }
}

field('bestand').addEventListener('change', () => void take());
field('controle').addEventListener('submit', event => {
  event.preventDefault();
  void check();
});
