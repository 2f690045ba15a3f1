import type { ComponentChildren, JSX } from 'preact';
import type { Viewer } from '../frame.tsx';

export interface PostFormProps {
  readonly viewer: Viewer;
  readonly action: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A form of our own page, for this session. */
export const PostForm = ({ viewer, action, children, ...rest }: PostFormProps): JSX.Element => (
  <form method="post" action={action} class={rest.class}>
    <input type="hidden" name="bewijs" value={viewer.loggedIn?.formToken ?? ''} />
    {children}
  </form>
);
