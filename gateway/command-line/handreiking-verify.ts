import { warningsIn } from '../../policies/lint/rule-warnings.ts';
import type { Fault } from '../../policies/read-file.ts';
import { verify, type Finding, type Verdict } from '../../policies/verify/verify.ts';
import { EXIT, print, UsageError, type Command } from './command.ts';
import { inOneLine, loadFolder } from './load-shipped.ts';
import { parseWords } from './words.ts';

export const verifyCommand: Command = {
  name: 'handreiking controleer',
  summary: 'Controleer de handreiking: woorden, regels, en elke invariant over alle mogelijke besluiten.',
  usage: `Gebruik: wijkpoort handreiking controleer [--handreiking MAP] [--vandaag JJJJ-MM-DD]

Eerst wordt alles gelezen en nagekeken; een fout stopt hier (2), met bestand en regel. Daarna wordt elke invariant nagegaan
over elk doel, elke zender, elke ontvanger en elk veld, in elke combinatie van wat de regels daar vragen. Een tegenvoorbeeld
wordt verteld als een kort verhaal (1). Regels die er nooit toe doen en doelen die niets opleveren zijn ook bevindingen.
Waarschuwingen over de herzieningsdatum worden genoemd en veranderen de uitkomst niet.`,
  run: async (words, terminal) => {
    const { values } = parseWords(words, { handreiking: { type: 'string' }, vandaag: { type: 'string' } });
    const today = values.vandaag ?? new Date().toISOString().slice(0, 10);
    if (!isDate(today)) throw new UsageError(`Dit is geen datum: ${today}`);
    const handreiking = await loadFolder(values.handreiking);
    const verdict = verify(handreiking);
    const told = new Set(verdict.findings.map(({ story }) => story));
    const warnings = warningsIn(handreiking, today).filter(({ message }) => !told.has(message));
    for (const line of (terminal.forPeople ? forPeople : asJson)(verdict, warnings))
      print(terminal.stdout, line);
    return verdict.findings.length === 0 ? EXIT.yes : EXIT.no;
  },
};

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

function* forPeople(verdict: Verdict, warnings: readonly Fault[]): Iterable<string> {
  for (const finding of verdict.findings) yield* ['', `✗ ${finding.story}`, ...placeOf(finding)];
  if (warnings.length > 0) yield* ['', 'Let op:', ...warnings.map(inOneLine)];
  yield '';
  for (const { id, sentence, elsewhere } of verdict.verified)
    yield `✓ ${id}  ${sentence}${elsewhere === undefined ? '' : `\n          deels elders: ${elsewhere}`}`;
  yield* ['', 'Niet over regels, en daarom elders nagegaan:'];
  for (const { id, sentence, elsewhere } of verdict.notAboutPolicies)
    yield `–  ${id}  ${sentence}\n          ${elsewhere ?? 'nog nergens'}`;
  yield `\n${verdict.cells} combinaties van doel, zender en ontvanger; ${verdict.decisions} besluiten nagegaan: ${outcome(verdict)}.`;
}

const placeOf = ({ at }: Finding): string[] =>
  at === undefined ? [] : [`  (${at.path}, regel ${at.line} van het bestand)`];

const outcome = ({ findings }: Verdict): string =>
  findings.length === 0 ? 'alles klopt' : `${findings.length} bevinding${findings.length === 1 ? '' : 'en'}`;

function* asJson(verdict: Verdict, warnings: readonly Fault[]): Iterable<string> {
  for (const { about, story, example, at } of verdict.findings)
    yield JSON.stringify({
      bevinding: about,
      verhaal: story,
      ...(example === undefined
        ? {}
        : {
            voorbeeld: {
              doel: example.purpose,
              van: example.from,
              naar: example.to,
              veld: example.field,
              bekend: example.situation,
              regel: example.rule.id,
            },
          }),
      ...(at === undefined ? {} : { bestand: at.path, bestandsregel: at.line }),
    });
  for (const { path, line, message } of warnings)
    yield JSON.stringify({ waarschuwing: message, bestand: path, bestandsregel: line });
  yield JSON.stringify({
    combinaties: verdict.cells,
    besluiten: verdict.decisions,
    bevindingen: verdict.findings.length,
    waarschuwingen: warnings.length,
    nagegaan: verdict.verified.map(({ id }) => id),
    elders: Object.fromEntries(verdict.notAboutPolicies.map(({ id, elsewhere }) => [id, elsewhere ?? null])),
  });
}
