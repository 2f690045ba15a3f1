import type { ComponentChildren, JSX } from 'preact';
import type { Viewer } from '../frame.tsx';
import { WorkFrame } from '../desk/work-frame.tsx';

export interface TableFrameProps {
  readonly viewer: Viewer;
  readonly title: string;
  readonly back?: string;
  readonly hasFaults?: boolean;
  readonly children: ComponentChildren;
}

/** The page around everything professionals see of a case. */
export const TableFrame = (page: TableFrameProps): JSX.Element => <WorkFrame here="/casussen" {...page} />;
