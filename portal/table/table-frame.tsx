import type { ComponentChildren, JSX } from 'preact';
import { asPage, type Viewer } from '../frame.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';
import { nameOfCase, type CaseHead } from './case-head.ts';
import { Findings, type TextFinding } from './findings.tsx';
import { FaultSummary, type Fault } from './form-parts.tsx';

export interface TableFrameProps {
  readonly viewer: Viewer;
  readonly title: string;
  readonly back?: string;
  readonly hasFaults?: boolean;
  readonly children: ComponentChildren;
}

/** The page around everything professionals see of a case. */
export const TableFrame = (page: TableFrameProps): JSX.Element => <WorkFrame here="/casussen" {...page} />;

interface WrittenAtTable {
  readonly viewer: Viewer;
  readonly head: CaseHead;
  readonly faults: readonly Fault[];
  readonly findings: readonly TextFinding[];
}

/** A page on which a case is written in: what is wrong or had better be said otherwise comes first. */
export const writingPage = (
  { viewer, head, faults, findings }: WrittenAtTable,
  { title, lead }: { readonly title: string; readonly lead: string },
  children: ComponentChildren,
): string =>
  asPage(
    <TableFrame
      viewer={viewer}
      title={`${title} – ${nameOfCase(head)}`}
      back={`/casussen/${head.id}`}
      hasFaults={faults.length + findings.length > 0}
    >
      <h1 class="nl-heading nl-heading--level-1">{title}</h1>
      <FaultSummary faults={faults} />
      <Findings findings={findings} />
      <p class="nl-paragraph nl-paragraph--lead">{lead}</p>
      {children}
    </TableFrame>,
  );
