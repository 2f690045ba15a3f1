import type { ComponentChildren, JSX } from 'preact';

/** A text with its braces filled in; what is filled in is escaped like everything else. */
export function Filled({
  text,
  ...parts
}: { readonly text: string } & Readonly<Record<string, ComponentChildren>>): JSX.Element {
  return (
    <>
      {text.split(/(\{[a-z]+\})/).map(piece => {
        const name = /^\{([a-z]+)\}$/.exec(piece)?.[1];
        return name !== undefined && name in parts ? parts[name] : piece;
      })}
    </>
  );
}

/** A name in whatever script: it turns nothing around it, and no machine translates it. */
export const Name = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <bdi translate={false}>{children}</bdi>
);
