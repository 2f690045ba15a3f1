import type { JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { Badge, type Tone } from './badge.tsx';
import { menuOf } from './navigation.ts';
import { WorkFrame } from './work-frame.tsx';

/** Something to do: a sentence, why it is here, and how pressing it is. It names nobody. */
export interface ShownTask {
  readonly kind: string;
  readonly sentence: string;
  readonly reasons: readonly string[];
  readonly tone: Tone;
  readonly urgency: string;
  readonly href?: string;
}

export interface TodayView {
  readonly viewer: Viewer;
  readonly tasks: readonly ShownTask[];
}

/** P1: what to do today, the most urgent first. */
export const todayPage = ({ viewer, tasks }: TodayView): string =>
  asPage(
    <WorkFrame viewer={viewer} title="Vandaag" here="/werk">
      <h1 class="nl-heading nl-heading--level-1">Vandaag</h1>
      <p class="nl-paragraph nl-paragraph--lead">
        {tasks.length === 0
          ? 'Er ligt niets voor u.'
          : tasks.length === 1
            ? 'Er ligt één zaak voor u.'
            : `Er liggen ${String(tasks.length)} zaken voor u, het dringendste boven.`}
      </p>
      <ol class="taken">
        {tasks.map(task => (
          <Task {...task} />
        ))}
      </ol>
    </WorkFrame>,
  );

function Task({ kind, sentence, reasons, tone, urgency, href }: ShownTask): JSX.Element {
  return (
    <li class={`taak--${tone}`}>
      <p class="merkjes">
        <Badge tone={tone}>{urgency}</Badge>
        <span class="stil">{kind}</span>
      </p>
      <h2 class="nl-heading nl-heading--level-3">{sentence}</h2>
      {reasons.length === 0 ? null : (
        <ul class="redenen">
          {reasons.map(reason => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
      {href === undefined ? null : (
        <a class="nl-link" href={href} aria-label={`Bekijk: ${sentence}`}>
          Bekijk
        </a>
      )}
    </li>
  );
}

/** Where who has no queue begins: what there is for this role. */
export function startPage(viewer: Viewer): string {
  return asPage(
    <WorkFrame viewer={viewer} title="Begin" here="/werk">
      <h1 class="nl-heading nl-heading--level-1">Waar wilt u heen?</h1>
      {menuOf(viewer.loggedIn?.as).map(({ group, entries }) => (
        <section>
          <h2 class="nl-heading nl-heading--level-2">{group}</h2>
          <ul class="kaarten">
            {entries
              .filter(({ href }) => href !== '/werk')
              .map(({ href, label }) => (
                <li>
                  <a class="nl-link" href={href}>
                    {label}
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </WorkFrame>,
  );
}
