import type { JSX } from 'preact';
import { DataTable } from '../desk/data-table.tsx';
import { counted, roundUp, tenth } from './scale.ts';

/** How often something left, and how often it was refused, in one stretch of time. */
export interface Stretch {
  /** As it stands under the bar: `24 nov`. */
  readonly label: string;
  readonly released: number;
  readonly refused: number;
}

const WIDTH = 720;
const HEIGHT = 260;
const LEFT = 46;
const BOTTOM = 34;
const TOP = 12;
const ROOM = HEIGHT - BOTTOM - TOP;

/** Bars by stretch of time, what left on what was refused; the same numbers stand in the table below it. */
export function OverTime({
  stretches,
  title,
}: {
  readonly stretches: readonly Stretch[];
  readonly title: string;
}): JSX.Element {
  const most = roundUp(Math.max(0, ...stretches.map(({ released, refused }) => released + refused)));
  const height = (value: number): number => tenth((value / most) * ROOM);
  const step = (WIDTH - LEFT) / Math.max(1, stretches.length);
  const bar = Math.min(44, tenth(step * 0.7));
  const labelEvery = Math.ceil(stretches.length / 8);
  return (
    <figure class="prent">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${title}. De getallen staan in de tabel.`}
      >
        {[0, 0.25, 0.5, 0.75, 1].map(part => (
          <g>
            <line
              class="prent-lijn"
              x1={LEFT}
              x2={WIDTH}
              y1={TOP + ROOM * (1 - part)}
              y2={TOP + ROOM * (1 - part)}
            />
            <text class="prent-maat" x={LEFT - 8} y={TOP + ROOM * (1 - part) + 4} text-anchor="end">
              {counted(most * part)}
            </text>
          </g>
        ))}
        {stretches.map(({ label, released, refused }, index) => {
          const x = tenth(LEFT + step * index + (step - bar) / 2);
          const base = TOP + ROOM;
          return (
            <g>
              <rect
                class="prent-vrij"
                x={x}
                width={bar}
                y={tenth(base - height(released))}
                height={height(released)}
              />
              <rect
                class="prent-dicht"
                x={x}
                width={bar}
                y={tenth(base - height(released) - height(refused))}
                height={height(refused)}
              />
              {index % labelEvery === 0 ? (
                <text class="prent-maat" x={tenth(x + bar / 2)} y={HEIGHT - 12} text-anchor="middle">
                  {label}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
      <p class="prent-sleutel">
        <span class="sleutel-vrij">verstrekt</span> <span class="sleutel-dicht">geweigerd</span>
      </p>
    </figure>
  );
}

/** The same numbers, to read. */
export const OverTimeTable = ({
  stretches,
  caption,
}: {
  readonly stretches: readonly Stretch[];
  readonly caption: string;
}): JSX.Element => (
  <DataTable
    caption={caption}
    columns={[
      { heading: 'Week van', cell: ({ label }) => label },
      { heading: 'Verstrekt', cell: ({ released }) => counted(released), isNumber: true },
      { heading: 'Geweigerd', cell: ({ refused }) => counted(refused), isNumber: true },
    ]}
    rows={stretches}
    empty="In deze weken gebeurde er niets."
  />
);
