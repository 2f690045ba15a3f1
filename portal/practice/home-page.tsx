import type { JSX } from 'preact';
import type { Handreiking } from '../../policies/handreiking.ts';
import { listed, partyName, purposeName, sentence } from '../../policies/in-dutch.ts';
import type { Weakness } from '../../policies/practice/schedule.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { Figures } from '../desk/figures.tsx';
import { Filters } from '../desk/filters.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

export interface PracticeHomeView {
  readonly viewer: Viewer;
  readonly handreiking: Handreiking;
  /** The role practised for; all of them when empty. */
  readonly role: string;
  readonly cards: number;
  readonly answered: number;
  readonly due: number;
  /** By purpose. */
  readonly weaknesses: readonly Weakness[];
  readonly next: string | undefined;
}

/** Where practising begins. */
export const practiceHomePage = (view: PracticeHomeView): string => {
  const { viewer, handreiking, role, next } = view;
  return asPage(
    <WorkFrame viewer={viewer} title="Oefenen" here="/oefenen">
      <h1 class="nl-heading nl-heading--level-1">Oefenen</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        Wat mag mee, naar wie, en waarom? De situaties zijn verzonnen. De antwoorden komen uit de regels die
        nu gelden.
      </p>
      <Filters
        action="/oefenen"
        filters={[
          {
            kind: 'choice',
            name: 'rol',
            label: 'Ik oefen als',
            value: role,
            any: 'iedereen',
            options: [...handreiking.roles.keys()].map(id => ({
              value: id,
              label: partyName(handreiking, id),
            })),
          },
        ]}
      />
      <Figures
        figures={[
          { label: 'Kaarten', value: view.cards, note: role === '' ? 'voor iedereen' : 'voor deze rol' },
          { label: 'Gedaan', value: view.answered, note: 'door uw team' },
          { label: 'Nu weer aan de beurt', value: view.due },
        ]}
      />
      <p class="knoppen">
        {next === undefined ? null : (
          <a class="nl-button nl-button--primary" href={`/oefenen/kaart/${next}?rol=${role}`}>
            Begin
          </a>
        )}
        <a class="nl-button nl-button--secondary" href={`/oefenen/groep?rol=${role}`}>
          Met een groep
        </a>
        <a class="nl-button nl-button--secondary" href={`/oefenen/kaarten?rol=${role}`}>
          Kaarten op papier
        </a>
      </p>
      <Weak {...view} />
      <p class="stil">
        Wat u antwoordt wordt bij uw team opgeteld, zonder namen. Niemand ziet wat één collega goed of fout
        had.
      </p>
    </WorkFrame>,
  );
};

const WEAK_AT_MOST = 5;

function Weak({ handreiking, weaknesses }: PracticeHomeView): JSX.Element | null {
  if (weaknesses.length === 0) return null;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-2">Hier gaat het in uw team vaak mis</h2>
      <ul class="punten">
        {weaknesses.slice(0, WEAK_AT_MOST).map(({ topic, wrong, answered }) => (
          <li>
            {sentence(purposeName(handreiking, topic))}: {wrong} van {answered} keer fout
          </li>
        ))}
      </ul>
      <p class="nl-paragraph">
        Kaarten over{' '}
        {listed(weaknesses.slice(0, 2).map(({ topic }) => `‘${purposeName(handreiking, topic)}’`))} komen
        daarom eerder.
      </p>
    </section>
  );
}
