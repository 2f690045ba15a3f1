import type { Handreiking } from '../../policies/handreiking.ts';
import { purposeName, sentence } from '../../policies/in-dutch.ts';
import type { GroundsMatrix } from '../../policies/matrix/grounds-matrix.ts';
import { asPage, type Viewer } from '../frame.tsx';
import { GroundsKey, GroundsTable } from '../pictures/grounds-table.tsx';
import { Filters } from '../desk/filters.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

export interface GroundsView {
  readonly viewer: Viewer;
  readonly handreiking: Handreiking;
  readonly matrix: GroundsMatrix;
}

/** On what ground: every field against every recipient, one purpose at a time. */
export const groundsPage = ({ viewer, handreiking, matrix }: GroundsView): string => {
  const purpose = handreiking.purposes.get(matrix.purpose);
  const name = sentence(purposeName(handreiking, matrix.purpose));
  return asPage(
    <WorkFrame viewer={viewer} title={`Gronden: ${name}`} here="/gronden">
      <h1 class="nl-heading nl-heading--level-1">Op welke grond</h1>
      <Filters
        action="/gronden"
        filters={[
          {
            kind: 'choice',
            name: 'doel',
            label: 'Doel',
            value: matrix.purpose,
            any: 'het eerste doel',
            options: [...handreiking.purposes.keys()].map(id => ({
              value: id,
              label: `${id} ${purposeName(handreiking, id)}`,
            })),
          },
        ]}
      />
      <h2 class="nl-heading nl-heading--level-2">{name}</h2>
      <p class="nl-paragraph">{purpose?.description ?? ''}</p>
      <GroundsKey />
      <GroundsTable
        handreiking={handreiking}
        matrix={matrix}
        caption={`Wie mag wat krijgen voor ‘${name}’`}
      />
      <p class="stil">
        Zijn er meer wegen, dan staat hier de makkelijkste. Wat u ziet hangt van geen enkele bewoner af.
      </p>
    </WorkFrame>,
  );
};
