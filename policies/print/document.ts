/** A page for people, before it is Markdown or HTML: both say exactly the same because both are made from this. */
export interface Page {
  /** File name without extension, and the target of links. */
  readonly id: string;
  readonly title: string;
  /** A sheet is one A4 to hang on the wall; a document may run over several pages. */
  readonly layout: 'document' | 'sheet';
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Text[])[];
    }
  /** Blocks that belong together and stay together on paper. */
  | { readonly kind: 'part'; readonly tone: Tone; readonly title: string; readonly blocks: readonly Block[] };

/** What a part is about; shown by its title, and only helped along by a colour. */
export type Tone = 'plain' | 'give' | 'get' | 'may' | 'never';

export interface Fact {
  readonly name: string;
  readonly value: Text;
}

export type Text = string | readonly Inline[];
export type Inline = string | { readonly strong: string } | { readonly link: string; readonly text: string };

/** The version and the moment a document belongs to: no clock, so that the same handreiking prints the same bytes. */
export interface Imprint {
  /** The hash of the handreiking (see version.ts). */
  readonly version: string;
  /** The date from which its newest rule counts. */
  readonly inForceFrom: string;
}

export const inlinesOf = (text: Text): readonly Inline[] => (typeof text === 'string' ? [text] : text);

export const shortVersion = ({ version }: Imprint): string => version.slice(0, 12);
