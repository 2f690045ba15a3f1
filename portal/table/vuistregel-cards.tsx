import type { JSX } from 'preact';
import { ActionList, type ActionLine } from './actions.tsx';
import type { FormKey } from './form-parts.tsx';
import { tableTexts } from './texts.ts';
import { VUISTREGEL_NAMES, VUISTREGEL_QUESTIONS, VUISTREGELS, type Vuistregel } from './vuistregels.ts';

interface Tool {
  readonly path: string;
  readonly name: string;
  readonly what: string;
}

/** What helps with each vuistregel. */
const TOOLS: Readonly<Partial<Record<Vuistregel, Tool>>> = {
  dak: {
    path: 'woonprofiel',
    name: 'Woonprofiel',
    what: 'van woonwens tot delen, elk onderdeel met een eigen ja',
  },
  inkomen: {
    path: 'uitkering',
    name: 'Uitkering behouden bij een opname',
    what: 'vrijwillig, gedwongen, of de bewoner meldt het zelf',
  },
  ondersteuning: {
    path: 'waakvlam',
    name: 'Waakvlamcontract',
    what: 'wie mag wie bellen, en binnen een halve dag hulp',
  },
  leefomgeving: {
    path: 'waakvlam#wekken',
    name: 'Maak de waakvlam wakker',
    what: 'als iemand zich zorgen maakt; wie meldt hoort: het is opgepakt',
  },
};

export interface CardsProps {
  readonly caseAddress: string;
  readonly actions: readonly ActionLine[];
  readonly today: string;
  readonly form: FormKey;
}

const MONEY: Tool = {
  path: 'budget',
  name: 'Maatwerkbudget',
  what: 'snel geld voor een doorbraak, onder een nummer',
};

/** The five vuistregels: per one what helps, and what was agreed. */
export const VuistregelCards = ({ caseAddress, actions, today, form }: CardsProps): JSX.Element => (
  <ol class="vuistregels">
    {VUISTREGELS.map((rule, place) => {
      const tool = TOOLS[rule];
      return (
        <li>
          <h3 class="nl-heading nl-heading--level-3">
            <span class="cijfer" aria-hidden="true">
              {place + 1}
            </span>
            {VUISTREGEL_NAMES[rule]}
          </h3>
          <p class="stil">{VUISTREGEL_QUESTIONS[rule]}</p>
          {tool === undefined ? null : <ToolLink caseAddress={caseAddress} tool={tool} />}
          <ActionList
            actions={actions.filter(each => each.rule === rule)}
            today={today}
            action={`${caseAddress}/afspraken`}
            form={form}
          />
          <p class="links niet-op-papier">
            <a class="nl-link" href={`${caseAddress}/afspraken?vuistregel=${rule}#nieuw`}>
              {tableTexts.actions.make}
              <span class="alleen-voorlezen"> bij {VUISTREGEL_NAMES[rule]}</span>
            </a>
          </p>
        </li>
      );
    })}
    <li class="geld">
      <h3 class="nl-heading nl-heading--level-3">
        <span class="cijfer" aria-hidden="true">
          €
        </span>
        Geld volgt mensen
      </h3>
      <p class="stil">Voor elke vuistregel</p>
      <ToolLink caseAddress={caseAddress} tool={MONEY} />
    </li>
  </ol>
);

const ToolLink = ({
  caseAddress,
  tool: { path, name, what },
}: {
  readonly caseAddress: string;
  readonly tool: Tool;
}): JSX.Element => (
  <p class="gereedschap">
    <a class="nl-link" href={`${caseAddress}/${path}`}>
      {name}
    </a>
    <span class="stil">{what}</span>
  </p>
);
