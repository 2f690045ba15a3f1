import type { Facts } from '../facts.ts';
import type { FieldId, PurposeId, RoleId } from '../vocabulary.ts';

/** Where a card comes from: the forty scenarios, the training cases, two situations that differ in one fact, or many recipients. */
export type CardKind = 'scenario' | 'training' | 'pair' | 'whom';

/** What is so. A card with two scenes differs in one fact between them. */
export interface Scene {
  readonly label: string;
  readonly facts: Facts;
}

/** One question of a card: may this field go to this recipient, in this scene? */
export interface PracticeItem {
  readonly scene: number;
  readonly to: RoleId;
  readonly field: FieldId;
}

/**
 * A case to practise on. It holds the questions and never the answers: those come from the rules that are in force when
 * somebody answers. Everybody in it is invented.
 */
export interface PracticeCard {
  /** Of letters, figures, `_` and `-`; the same as long as the rules it was made from keep their names. */
  readonly id: string;
  readonly kind: CardKind;
  readonly title: string;
  /** The story as people tell it; empty when the scenes say it all. */
  readonly story: string;
  readonly purpose: PurposeId;
  readonly from: RoleId;
  readonly scenes: readonly Scene[];
  readonly items: readonly PracticeItem[];
}

export const cardId = (...parts: readonly (string | number)[]): string =>
  parts.join('-').replaceAll(/[^\w-]/g, '-');

/** For whom a card is worth the while: who tells in it, and who is told. */
export const rolesIn = ({ from, items }: PracticeCard): ReadonlySet<RoleId> =>
  new Set([from, ...items.map(({ to }) => to)]);

export const cardsFor = (deck: readonly PracticeCard[], role: RoleId | undefined): readonly PracticeCard[] =>
  role === undefined ? deck : deck.filter(card => rolesIn(card).has(role));

/** At most this many, from the beginning to the end of the list. */
export const spread = <T>(list: readonly T[], most: number): readonly T[] =>
  list.length <= most
    ? list
    : list.filter(
        (_each, index) =>
          Math.floor((index * most) / list.length) !== Math.floor(((index - 1) * most) / list.length),
      );
