/** What is made from keys, made again only when the keys are others. */
export function madeFrom<K extends readonly object[], T>(keys: () => K, make: (keys: K) => T): () => T {
  let known: { readonly keys: K; readonly made: T } | undefined;
  return () => {
    const now = keys();
    const isSame =
      known?.keys.length === now.length && now.every((each, place) => each === known?.keys[place]);
    if (known === undefined || !isSame) known = { keys: now, made: make(now) };
    return known.made;
  };
}
