import type { CaseDocument } from '../../../../adapters/case-files.ts';
import type { FieldValue } from '../../../../policies/vocabulary.ts';
import type { Fault, Typed } from '../../../../portal/table/form-parts.tsx';
import { fill, tableTexts } from '../../../../portal/table/texts.ts';
import { PROFILE_PARTS } from '../../../../portal/table/woonprofiel.tsx';
import { writeWoonprofielPage } from '../../../../portal/table/write-woonprofiel.tsx';
import { findingsIn, type Finding } from '../../../casework/written.ts';
import type { PageRoute } from '../page-route.ts';
import { viewerOf, type PortalContext } from '../portal-context.ts';
import { atOwnTable, doOnce, draftIn, faultsOf, formKey, keepDraft, sentIn, type Seat } from './at-table.ts';
import { headOf } from './case-head.ts';
import { newestOf, openFile, save, versionsIn } from './open-file.ts';

const { faults: texts } = tableTexts.woonprofiel.writing;
const LONGEST = 2_000;
const LIST = 'woonafspraken';

const asTyped = (document: CaseDocument | undefined): Typed =>
  Object.fromEntries(
    PROFILE_PARTS.flatMap(part => {
      const value = document?.parts[part];
      if (value === undefined) return [];
      return [[part, typeof value === 'object' ? value.join('\n') : String(value)]];
    }),
  );

const linesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(each => each.trim())
    .filter(each => each !== '');

const partsIn = (typed: Typed): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(
    PROFILE_PARTS.flatMap(part => {
      const text = typed[part] ?? '';
      return text === '' ? [] : [[part, part === LIST ? linesIn(text) : text]];
    }),
  );

interface Trouble {
  readonly faults?: readonly Fault[];
  readonly findings?: readonly Finding[];
}

async function send(seat: Seat, typed: Typed, { faults = [], findings = [] }: Trouble): Promise<void> {
  const { request, response, context } = seat;
  const newest = newestOf((await openFile(seat)).versions, 'woonprofiel');
  const isTyped = PROFILE_PARTS.some(part => typed[part] !== undefined);
  response.status(faults.length + findings.length === 0 ? 200 : 422).send(
    writeWoonprofielPage({
      viewer: viewerOf(request, response, context),
      head: await headOf(seat),
      form: formKey(seat),
      version: newest?.version ?? 0,
      typed: isTyped ? typed : asTyped(newest),
      faults,
      findings,
    }),
  );
}

/** `POST /casussen/:id/woonprofiel/schrijven` */
async function write(seat: Seat): Promise<void> {
  const typed = sentIn(seat);
  const parts = partsIn(typed);
  await keepDraft(seat, typed);
  const texted = Object.fromEntries(PROFILE_PARTS.map(part => [part, typed[part]]));
  const newest = newestOf(await versionsIn(seat), 'woonprofiel')?.version ?? 0;
  const before = Number(typed['vorige']);
  const findings = findingsIn(seat.context.tableFile.wordList, texted);
  const faults = faultsOf([
    ['woonwens', Object.keys(parts).length === 0, texts.none],
    ...PROFILE_PARTS.map(part => [part, isTooLong(typed[part] ?? '', part), texts.long] as const),
    ['woonwens', before !== newest, fill(texts.overtaken, { nummer: String(newest) })],
  ]);
  if (faults.length + findings.length > 0) return await send(seat, typed, { faults, findings });
  await doOnce(seat, async () => {
    await save(seat, 'woonprofiel', parts, before);
    return `${seat.address}/woonprofiel`;
  });
}

const isTooLong = (text: string, part: string): boolean =>
  part === LIST
    ? linesIn(text).length > 30 || linesIn(text).some(line => line.length > 500)
    : text.length > LONGEST;

export const writeProfileRoutes = (context: PortalContext): readonly PageRoute[] => [
  {
    path: '/casussen/:id/woonprofiel/schrijven',
    method: 'get',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, async seat => await send(seat, draftIn(seat), {})),
  },
  {
    path: '/casussen/:id/woonprofiel/schrijven',
    method: 'post',
    guard: ['bijwerken', 'casus'],
    handler: atOwnTable(context, write),
  },
];
