/** What @jest/globals gives, from the runner that runs tests in bare Node, with the bound in time that it lacks. */
import { bounded, type Run } from './bounded.ts';

type Declare = (name: string, run: Run, limitMs?: number) => void;
interface It extends Declare {
  readonly each: (...table: readonly unknown[]) => Declare;
  readonly skip: Declare;
}

const given = globalThis as unknown as {
  readonly describe: unknown;
  readonly expect: unknown;
  readonly it: It;
} & Readonly<Record<'beforeAll' | 'beforeEach' | 'afterAll' | 'afterEach', (run: Run) => void>>;

/** Only for what never ends: on a machine ten times slower than ours the slowest test still has time. */
const DEFAULT_MS = 300_000;

const inTime = (run: Run, limitMs = DEFAULT_MS): Run => bounded(run, limitMs);

const declaring =
  (declare: Declare): Declare =>
  (name, run, limitMs) =>
    declare(name, inTime(run, limitMs));

const hook =
  (declare: (run: Run) => void) =>
  (run: Run, limitMs?: number): void =>
    declare(inTime(run, limitMs));

export const { describe, expect } = given;
export const it = Object.assign(declaring(given.it), {
  each: (...table: readonly unknown[]) => declaring(given.it.each(...table)),
  skip: given.it.skip,
});
export const beforeAll = hook(given.beforeAll);
export const beforeEach = hook(given.beforeEach);
export const afterAll = hook(given.afterAll);
export const afterEach = hook(given.afterEach);
