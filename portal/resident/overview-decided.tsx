import type { JSX } from 'preact';
import { Filled, Name } from '../filled.tsx';
import type { OverviewPart } from './overview-view.ts';
import { Day, listed, wordOfField } from './words.tsx';

/** What was said yes to and runs, with the way to stop beside it. */
export function Yes({
  view: { yes, role, formToken },
  words,
  translation,
}: OverviewPart): JSX.Element | null {
  if (yes.length === 0) return null;
  return (
    <>
      <h3 class="nl-heading nl-heading--level-3 tussen">{words.yourYes}</h3>
      <ul class="lijst">
        {yes.map(({ id, sender, recipient, fields, until, sleeps, byOther, waitsForWord }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.maytells}
                zender={<Name>{sender}</Name>}
                ontvanger={<Name>{recipient}</Name>}
              />
            </p>
            <ul class="punten">
              {fields.map(field => (
                <li>{wordOfField(translation, field)}</li>
              ))}
            </ul>
            <p class="stil">
              {sleeps ? `${words.sleeping} ` : ''}
              <Filled
                text={waitsForWord ? words.atTable : words.until}
                dag={<Day at={until} in={translation} />}
              />
            </p>
            {waitsForWord && role === 'resident' ? (
              <form method="post" action={`/bevestig/${id}`}>
                <input type="hidden" name="bewijs" value={formToken} />
                <button class="nl-button nl-button--secondary" type="submit" aria-describedby={`s-${id}`}>
                  {words.confirm}
                </button>
              </form>
            ) : null}
            {byOther ? <p class="stil">{words.byOther}</p> : null}
            <p class="knoppen">
              {role === 'helper' ? null : (
                <a class="nl-button nl-button--secondary" href={`/stop/${id}`} aria-describedby={`s-${id}`}>
                  {words.stop}
                </a>
              )}
              <a class="nl-button nl-button--subtle" href={`/bewijs/${id}`} aria-describedby={`s-${id}`}>
                {words.proof}
              </a>
              <span class="alleen-voorlezen" id={`s-${id}`}>
                {sender} – {recipient}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was said no to, stopped or ended: there, but not in the way. */
export function No({ view: { no }, words, translation }: OverviewPart): JSX.Element | null {
  if (no.length === 0) return null;
  return (
    <details>
      <summary>
        {words.yourNo} ({no.length})
      </summary>
      <ul class="lijst">
        {no.map(({ id, sender, recipient, fields, how, at }) => (
          <li>
            <p class="nl-paragraph">
              <Filled
                text={words.mayTell}
                zender={<Name>{sender}</Name>}
                ontvanger={<Name>{recipient}</Name>}
              />{' '}
              <Filled
                text={words.itIsAbout}
                gegevens={listed(
                  translation,
                  fields.map(field => wordOfField(translation, field)),
                )}
              />
            </p>
            <p class="stil">
              <Filled text={words[how]} dag={<Day at={at} in={translation} />} />
            </p>
            <a class="nl-link" href={`/bewijs/${id}`} aria-describedby={`n-${id}`}>
              {words.proof}
            </a>
            <span class="alleen-voorlezen" id={`n-${id}`}>
              {sender} – {recipient}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
