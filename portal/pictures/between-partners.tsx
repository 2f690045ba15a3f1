import type { JSX } from 'preact';
import { DataTable } from '../desk/data-table.tsx';
import { layOut, type Block, type Flow, type Ribbon } from './flow-layout.ts';
import { counted } from './scale.ts';

const WIDTH = 720;
const BLOCK = 14;
const SIDE = 225;
const TOP = 8;

/** Who told whom how often, as ribbons from left to right; the same numbers stand in the table below it. */
export function BetweenPartners({
  flows,
  title,
}: {
  readonly flows: readonly Flow[];
  readonly title: string;
}): JSX.Element {
  const { left, right, ribbons, height } = layOut(flows);
  const kindOf = (name: string): number => left.findIndex(each => each.name === name) % 6;
  return (
    <figure class="prent">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${height + 2 * TOP}`}
        role="img"
        aria-label={`${title}. De getallen staan in de tabel.`}
      >
        {ribbons.map(ribbon => (
          <path class={`lint lint-${kindOf(ribbon.from)}`} d={pathOf(ribbon)}>
            <title>{`${ribbon.from} naar ${ribbon.to}: ${counted(ribbon.count)}`}</title>
          </path>
        ))}
        {left.map(block => (
          <BlockAt block={block} x={SIDE - BLOCK} textX={SIDE - BLOCK - 10} anchor="end" />
        ))}
        {right.map(block => (
          <BlockAt block={block} x={WIDTH - SIDE} textX={WIDTH - SIDE + BLOCK + 10} anchor="start" />
        ))}
      </svg>
    </figure>
  );
}

interface BlockPlace {
  readonly block: Block;
  readonly x: number;
  readonly textX: number;
  readonly anchor: 'start' | 'end';
}

const BlockAt = ({ block: { name, count, y, height }, x, textX, anchor }: BlockPlace): JSX.Element => (
  <g>
    <rect class="prent-blok" x={x} y={TOP + y} width={BLOCK} height={height} rx={2} />
    <text class="prent-naam" x={textX} y={TOP + y + height / 2 + 5} text-anchor={anchor}>
      {shortened(name)} <tspan class="prent-maat">{counted(count)}</tspan>
    </text>
  </g>
);

const LONGEST = 26;
const shortened = (name: string): string =>
  name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1).trimEnd()}…`;

/** A ribbon that leaves and arrives level. */
function pathOf({ leftY, rightY, height }: Ribbon): string {
  const [x1, x2, middle] = [SIDE, WIDTH - SIDE, WIDTH / 2];
  const [y1, y2] = [TOP + leftY, TOP + rightY];
  return (
    `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2} ` +
    `L${x2} ${y2 + height} C${middle} ${y2 + height} ${middle} ${y1 + height} ${x1} ${y1 + height} Z`
  );
}

/** The same numbers, to read, the largest first. */
export const BetweenPartnersTable = ({
  flows,
  caption,
}: {
  readonly flows: readonly Flow[];
  readonly caption: string;
}): JSX.Element => (
  <DataTable
    caption={caption}
    columns={[
      { heading: 'Van', cell: ({ from }) => from },
      { heading: 'Naar', cell: ({ to }) => to },
      { heading: 'Keren', cell: ({ count }) => counted(count), isNumber: true },
    ]}
    rows={flows.toSorted((a, b) => b.count - a.count)}
    empty="Er ging niets van de een naar de ander."
  />
);
