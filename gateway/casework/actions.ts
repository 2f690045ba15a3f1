import { createHash } from 'node:crypto';
import type { CaseDocument } from '../../adapters/case-files.ts';
import { asVuistregel, type Vuistregel } from '../../portal/table/vuistregels.ts';

/** What was agreed at the table: who does what, by when, and under which vuistregel. */
export interface Action {
  readonly what: string;
  readonly who: string;
  /** A day, `2026-12-03`. */
  readonly by: string;
  readonly rule: Vuistregel;
  /** The day on which it was done; none as long as it is not. */
  readonly done?: string | undefined;
}

/** An action with what happened to it, in the order in which it did. */
export interface TrackedAction extends Action {
  readonly key: string;
  readonly history: readonly { readonly on: string; readonly what: 'gemaakt' | 'gedaan' | 'weer-open' }[];
}

const LINE =
  /^(.+) – wie: (.+); uiterlijk: (\d{4}-\d\d-\d\d); vuistregel: ([a-z]+); (open|gedaan op (\d{4}-\d\d-\d\d))$/s;

/** The sentence in the file: what others hear of an action is this sentence, and nothing beside it. */
export const lineOf = ({ what, who, by, rule, done }: Action): string =>
  `${what} – wie: ${who}; uiterlijk: ${by}; vuistregel: ${rule}; ${done === undefined ? 'open' : `gedaan op ${done}`}`;

/** The action in a sentence; a sentence that somebody wrote otherwise is no action of ours. */
export function actionIn(line: string): Action | undefined {
  const [, what, who, by, word, , done] = LINE.exec(line) ?? [];
  const rule = asVuistregel(word);
  if (what === undefined || who === undefined || by === undefined || rule === undefined) return undefined;
  return { what, who, by, rule, done };
}

/** What makes two actions the same, whatever happened to them. */
export const keyOf = ({ what, who, by, rule }: Action): string =>
  createHash('sha256').update([what, who, by, rule].join('\0')).digest('hex').slice(0, 16);

export const linesIn = (document: CaseDocument | undefined): readonly string[] => {
  const lines = document?.parts['acties'];
  return typeof lines === 'object' ? lines : [];
};

/** The actions as they stand in the newest version, each with its history out of all versions. */
export function trackActions(versions: readonly CaseDocument[]): readonly TrackedAction[] {
  const ordered = versions.toSorted((one, other) => one.version - other.version);
  const history = new Map<string, { done: boolean; steps: TrackedAction['history'] }>();
  for (const version of ordered) {
    for (const action of linesIn(version).flatMap(line => actionIn(line) ?? [])) {
      const [key, on, done] = [keyOf(action), version.writtenOn ?? '', action.done !== undefined];
      const before = history.get(key);
      const what = before === undefined ? 'gemaakt' : done ? 'gedaan' : 'weer-open';
      if (before === undefined || before.done !== done)
        history.set(key, { done, steps: [...(before?.steps ?? []), { on, what }] });
    }
  }
  return linesIn(ordered.at(-1))
    .flatMap(line => actionIn(line) ?? [])
    .map(action => ({ ...action, key: keyOf(action), history: history.get(keyOf(action))?.steps ?? [] }));
}

const MOST = 30;

/** Room for one more: of what was done long ago the oldest goes first. It stays in the versions. */
export function withRoom(lines: readonly string[]): readonly string[] {
  if (lines.length < MOST) return lines;
  const oldest = lines.find(line => actionIn(line)?.done !== undefined);
  return oldest === undefined ? lines : lines.filter(line => line !== oldest);
}
