import { K } from './anonymity.ts';

/** Where a story is on its way: put forward, read by somebody outside, let go by the officer; or sent back. */
export type StoryState = 'voorgelegd' | 'gelezen' | 'vrijgegeven' | 'teruggestuurd';

export interface StandingStory {
  readonly state: StoryState;
  /** Who put it forward. */
  readonly partner: string;
  /** Who was in the case, the one who put it forward among them. */
  readonly involved: readonly string[];
  readonly people: number;
}

/** What somebody does with a story. */
export type StoryStep =
  | { readonly step: 'read'; readonly partner: string; readonly recognises: boolean }
  | { readonly step: 'release' }
  | { readonly step: 'send-back' };

export type StoryRefusal = 'not-outside' | 'not-read-yet' | 'too-few-people' | 'already-decided';

/** The state after this step, or why it cannot be taken. */
export function afterStep(story: StandingStory, step: StoryStep): StoryState | StoryRefusal {
  if (story.state === 'vrijgegeven' || story.state === 'teruggestuurd') return 'already-decided';
  switch (step.step) {
    case 'send-back':
      return 'teruggestuurd';
    case 'read':
      return afterReading(story, step);
    case 'release':
      if (story.state !== 'gelezen') return 'not-read-yet';
      return story.people >= K ? 'vrijgegeven' : 'too-few-people';
  }
}

function afterReading(
  { state, partner, involved }: StandingStory,
  { partner: reader, recognises }: Extract<StoryStep, { step: 'read' }>,
): StoryState | StoryRefusal {
  if (reader === partner || involved.includes(reader)) return 'not-outside';
  if (state !== 'voorgelegd') return 'already-decided';
  // Recognised by one is recognised: it goes back, and nobody else reads it.
  return recognises ? 'teruggestuurd' : 'gelezen';
}
