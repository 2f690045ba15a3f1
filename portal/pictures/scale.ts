/** A round number at or above this one, so that the marks along an axis are numbers people read. */
export function roundUp(value: number): number {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find(each => each * power >= value) ?? 10;
  return step * power;
}

/** To a tenth: enough for a drawing, and the same on every machine. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A whole number as people write it. */
export const counted = (value: number): string => value.toLocaleString('nl-NL');
