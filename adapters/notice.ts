/** What a recipient reads about what it received before: its own koppelsleutel, and names of fields; never a value. */
export interface NoticeMessage {
  readonly bericht: string;
  readonly verzoek: 'stop' | 'corrigeer' | 'beperk' | 'wis';
  readonly betrokkene: string;
  readonly van: string;
  readonly doel: string;
  readonly velden: readonly string[];
  readonly ontvangenIn: readonly number[];
  readonly antwoordVoor: string;
}

/**
 * A recipient's own inbox for such messages. Resolves when the message has arrived, to the signed answer of a recipient that
 * answers at once; what it says nobody has judged yet. Rejects with a `SourceFailure` when it is not known to have arrived.
 */
export type NoticeInbox = (message: NoticeMessage) => Promise<string | undefined>;
