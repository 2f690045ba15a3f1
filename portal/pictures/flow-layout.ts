import { tenth } from './scale.ts';

/** How much went from one to another. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** A block at one side: as high as all that goes through it. */
export interface Block {
  readonly name: string;
  readonly count: number;
  readonly y: number;
  readonly height: number;
}

/** A ribbon between two blocks: where its upper edges are, and how high it is. */
export interface Ribbon extends Flow {
  readonly leftY: number;
  readonly rightY: number;
  readonly height: number;
}

export interface FlowLayout {
  readonly left: readonly Block[];
  readonly right: readonly Block[];
  readonly ribbons: readonly Ribbon[];
  readonly height: number;
}

const ROOM = 360;
const GAP = 14;
const THINNEST = 2;

/**
 * Places the blocks of who tells on the left and who is told on the right, the largest on top, with ribbons between them that
 * begin and end within their blocks and never lie over one another at the sides.
 */
export function layOut(flows: readonly Flow[]): FlowLayout {
  const total = flows.reduce((sum, { count }) => sum + count, 0);
  const thickness = (count: number): number => Math.max(THINNEST, (count / Math.max(1, total)) * ROOM);
  const left = stack(flows, ({ from }) => from, thickness);
  const right = stack(flows, ({ to }) => to, thickness);
  const next = {
    left: new Map(left.map(({ name, y }) => [name, y])),
    right: new Map(right.map(({ name, y }) => [name, y])),
  };
  const take = (side: 'left' | 'right', name: string, height: number): number => {
    const y = next[side].get(name) ?? 0;
    next[side].set(name, y + height);
    return tenth(y);
  };
  const inOrder = flows.toSorted(
    (a, b) => place(left, a.from) - place(left, b.from) || place(right, a.to) - place(right, b.to),
  );
  // Each side is filled from the top in the order of the other side, so that ribbons cross as little as they can.
  const leftY = new Map(inOrder.map(flow => [flow, take('left', flow.from, thickness(flow.count))]));
  const ribbons = inOrder.map(flow => ({
    ...flow,
    height: tenth(thickness(flow.count)),
    leftY: leftY.get(flow) ?? 0,
    rightY: take('right', flow.to, thickness(flow.count)),
  }));
  return { left, right, ribbons, height: Math.ceil(Math.max(1, ...left.map(bottom), ...right.map(bottom))) };
}

const place = (blocks: readonly Block[], name: string): number =>
  blocks.findIndex(each => each.name === name);
const bottom = ({ y, height }: Block): number => y + height;

function stack(
  flows: readonly Flow[],
  nameOf: (flow: Flow) => string,
  thickness: (count: number) => number,
): readonly Block[] {
  const names = [...new Set(flows.map(nameOf))];
  const blocks = names
    .map(name => {
      const own = flows.filter(flow => nameOf(flow) === name);
      return {
        name,
        count: own.reduce((sum, { count }) => sum + count, 0),
        height: own.reduce((sum, { count }) => sum + thickness(count), 0),
      };
    })
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  let y = 0;
  return blocks.map(({ name, count, height }) => {
    const block = { name, count, y: tenth(y), height: tenth(height) };
    y += height + GAP;
    return block;
  });
}
