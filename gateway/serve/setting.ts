/** What is wrong with one setting: where it stands, what was found and what to do. Never what was written there. */
export interface SettingFault {
  readonly path: string;
  readonly wrong: string;
  readonly todo: string;
}

/** What reading a value needs from around it. */
export interface Reading {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Makes a path of one that was written beside the configuration. */
  readonly resolve: (path: string) => string;
  readonly say: (fault: SettingFault) => undefined;
}

/** How a setting is to be read by people. */
export interface Said {
  readonly says: string;
  readonly unit?: string;
  /** Whether a change counts without a restart: at the next reading, at most half a minute later. */
  readonly live?: true;
}

/** One value: how it is written, what it is without being written, and how it is read. */
export interface Leaf<T> extends Said {
  readonly kind: 'leaf';
  readonly form: string;
  /** In the words of the document; without it there is none. */
  readonly usual: string | undefined;
  readonly isRequired: boolean;
  readonly read: (value: unknown, path: string, reading: Reading) => T | undefined;
}

/** Settings that belong together; one that may be left out is `undefined` then, with everything in it. */
export interface Section<S extends Settings, Optional extends boolean> extends Said {
  readonly kind: 'section';
  readonly of: S;
  readonly isOptional: Optional;
}

/** Any number of the same, in a list. */
export interface Many<N extends Setting> extends Said {
  readonly kind: 'many';
  readonly of: N;
}

// The read function takes no T, so that a leaf of anything fits where any leaf is meant.
export type Setting = Leaf<unknown> | Section<Settings, boolean> | Many<SettingInMany>;
export type SettingInMany = Leaf<unknown> | Section<Settings, boolean>;
export interface Settings {
  readonly [name: string]: Setting;
}

/** What a setting is once it is read. */
export type Value<N> =
  N extends Leaf<infer T>
    ? T
    : N extends Section<infer S, infer Optional>
      ? { readonly [K in keyof S]: Value<S[K]> } | (Optional extends true ? undefined : never)
      : N extends Many<infer Each>
        ? readonly Value<Each>[]
        : never;

export const section = <S extends Settings>(says: string, of: S): Section<S, false> => ({
  kind: 'section',
  says,
  of,
  isOptional: false,
});

export const optionalSection = <S extends Settings>(says: string, of: S): Section<S, true> => ({
  kind: 'section',
  says,
  of,
  isOptional: true,
});

export const many = <N extends SettingInMany>(said: Said, of: N): Many<N> => ({ kind: 'many', ...said, of });
