import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import { asPage, Frame, type Viewer } from '../frame.tsx';
import { speak, translationOf } from '../texts/texts.ts';
import type { PageTexts, Translation } from '../texts/translation.ts';
import type { ShownExchange } from './shown.ts';
import { filledText, type AskedText } from './asked-text.tsx';
import { Day, wordOfField } from './words.tsx';

/** One decision as it stands now. */
export interface DecidedPart {
  readonly id: string;
  readonly kind: 'yes' | 'no' | 'stopped' | 'waits' | 'ended';
  readonly exchange: ShownExchange;
  readonly at: Date;
  readonly until: Date;
  readonly byOther: boolean;
  /** The same, signed; for paper, and for whoever wants to check it without us. */
  readonly signed: string | undefined;
}

export interface ReceiptView {
  readonly viewer: Viewer;
  readonly number: string;
  readonly parts: readonly [DecidedPart, ...DecidedPart[]];
  /** The words that were shown; none of a record from before texts were kept. */
  readonly text: AskedText | undefined;
  readonly asked: ShownExchange;
  readonly mayStop: boolean;
}

/** R5: what was decided, the words that were shown, what happens now, and how to stop; good on paper. */
export function residentReceiptPage(view: ReceiptView): string {
  const { viewer, parts, number, text } = view;
  const spoken = speak(viewer.language, 'receipt');
  const { words, translation } = spoken;
  const [first] = parts;
  const stopped = parts.every(({ kind }) => kind === 'stopped');
  const title = stopped ? words.titleStopped : words.title;
  const names = {
    zender: <Name>{first.exchange.sender}</Name>,
    ontvanger: <Name>{first.exchange.recipient}</Name>,
  };
  return asPage(
    <Frame viewer={viewer} spoken={spoken} title={title} back="/overzicht">
      <div class="gelukt">
        <h1 class="nl-heading nl-heading--level-1">{title}</h1>
        <p class="nl-paragraph nl-paragraph--lead">
          {stopped ? <Filled text={words.leadStopped} {...names} /> : words.lead}
        </p>
        <dl class="feiten">
          <dt>{words.number}</dt>
          <dd>
            <code>{number.slice(0, 8)}</code>
          </dd>
          <dt>{words.day}</dt>
          <dd>
            <Day at={first.at} in={translation} />
          </dd>
        </dl>
      </div>
      {parts.map(part => (
        <Decided part={part} words={words} translation={translation} />
      ))}
      <section class="vak">
        <h2 class="nl-heading nl-heading--level-2">{words.next}</h2>
        <Next view={view} words={words} />
      </section>
      {text === undefined ? null : <Shown view={view} text={text} words={words} />}
      <p class="knoppen">
        <a class="nl-button nl-button--primary" href="/overzicht">
          {words.overview}
        </a>
        {view.mayStop
          ? parts
              .filter(({ kind }) => kind === 'yes')
              .map(({ id }) => (
                <a class="nl-button nl-button--secondary" href={`/stop/${id}`}>
                  {words.stop}
                </a>
              ))
          : null}
      </p>
      <Signed parts={parts} words={words} />
      <p class="stil niet-op-papier">{words.print}</p>
    </Frame>,
  );
}

/** To the page that prints and checks a receipt; what is sent there is kept by nobody. */
function Signed({
  parts,
  words,
}: Pick<ReceiptView, 'parts'> & { readonly words: PageTexts['receipt'] }): JSX.Element | null {
  const signed = parts.flatMap(part => part.signed ?? []);
  if (signed.length === 0) return null;
  return (
    <section class="niet-op-papier">
      <p class="stil">{words.signedWhat}</p>
      {signed.map(jws => (
        <form method="post" action="/bewijs">
          <input type="hidden" name="bewijs" value={jws} />
          <button class="nl-button nl-button--subtle" type="submit">
            {words.signed}
          </button>
        </form>
      ))}
    </section>
  );
}

function Decided({
  part: { kind, exchange, until, byOther },
  words,
  translation,
}: {
  readonly part: DecidedPart;
  readonly words: PageTexts['receipt'];
  readonly translation: Translation;
}): JSX.Element {
  const title = {
    yes: words.saidYes,
    no: words.saidNo,
    stopped: words.stoppedWith,
    waits: words.saidYes,
    ended: words.saidYes,
  }[kind];
  return (
    <section class="kaart">
      <h2 class="nl-heading nl-heading--level-2">{title}</h2>
      <p class="stil">
        <Filled
          text={words.fromTo}
          zender={<Name>{exchange.sender}</Name>}
          ontvanger={<Name>{exchange.recipient}</Name>}
        />
      </p>
      <ul class="punten">
        {exchange.fields.map(field => (
          <li>{wordOfField(translation, field)}</li>
        ))}
      </ul>
      {kind === 'yes' ? (
        <p class="nl-paragraph">
          <Filled text={words.until} dag={<Day at={until} in={translation} />} />
        </p>
      ) : null}
      {kind === 'yes' && exchange.sleeps ? <p class="stil">{words.sleeping}</p> : null}
      {byOther ? <p class="stil">{words.byOther}</p> : null}
      {kind === 'waits' ? <p class="let-op">{words.waits}</p> : null}
    </section>
  );
}

function Next({
  view: { parts, mayStop },
  words,
}: {
  readonly view: ReceiptView;
  readonly words: PageTexts['receipt'];
}): JSX.Element {
  const has = (kind: DecidedPart['kind']): boolean => parts.some(part => part.kind === kind);
  const recipient = <Name>{parts[0].exchange.recipient}</Name>;
  return (
    <>
      {has('yes') ? (
        <p class="nl-paragraph">
          <Filled text={words.nextYes} ontvanger={recipient} />
        </p>
      ) : null}
      {has('no') ? <p class="nl-paragraph">{words.nextNo}</p> : null}
      {has('stopped') ? (
        <p class="nl-paragraph">
          <Filled text={words.nextStopped} ontvanger={recipient} />{' '}
          {mayStop ? (
            <a class="nl-link" href={`/bezwaar?soort=weg&doel=${parts[0].exchange.purpose}`}>
              {words.erase}
            </a>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function Shown({
  view,
  text,
  words,
}: {
  readonly view: ReceiptView;
  readonly text: AskedText;
  readonly words: PageTexts['receipt'];
}): JSX.Element {
  const asked = translationOf(text.language);
  const { sentences, ...parts } = filledText(text, view.asked, view.parts[0].until, asked);
  return (
    <section class="vak">
      <h2 class="nl-heading nl-heading--level-2">{words.text}</h2>
      <div lang={asked.tag} dir={asked.direction}>
        {sentences.map(sentence => (
          <p class="nl-paragraph zin" data-tekst>
            <Filled text={sentence} {...parts} />
          </p>
        ))}
      </div>
      <p class="stil">
        <Filled
          text={words.textWhat}
          versie={text.version}
          taal={text.language}
          hash={<code class="hash">{text.sha256}</code>}
        />
      </p>
    </section>
  );
}
