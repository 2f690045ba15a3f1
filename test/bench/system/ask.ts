/** One HTTP call, as it is sent. */
export interface BenchCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One thing that somebody wants to know: the calls it takes, all at once. */
export interface Ask {
  /** Of whom it is asked, so that latencies can be told apart. */
  readonly sender: string;
  readonly calls: readonly BenchCall[];
}

/** What a caller shows, and whom it believes. */
export interface CallerTls {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
}

/** How pools in the bench connect: every server of the bench shows itself as localhost. */
export const connectWith = (tls: Partial<CallerTls>) => ({ ...tls, servername: 'localhost' });
