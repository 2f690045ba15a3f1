import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Passes bytes on to a port of this machine, until it is told to stall: then nothing gets through, and nobody is told. */
export interface Relay {
  readonly port: number;
  readonly stall: (isStalled: boolean) => void;
}

interface State {
  isStalled: boolean;
  readonly open: Set<Socket>;
}

export async function startRelay(to: number): Promise<Relay> {
  const state: State = { isStalled: false, open: new Set() };
  const server = createServer(incoming => {
    const outgoing = connect(to, '127.0.0.1');
    pass(incoming, outgoing, state);
    pass(outgoing, incoming, state);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stall: isStalled => {
      // What was swallowed does not come back: those connections are over.
      if (state.isStalled && !isStalled) for (const socket of state.open) socket.destroy();
      state.isStalled = isStalled;
    },
  };
}

function pass(from: Socket, on: Socket, state: State): void {
  state.open.add(from);
  from.setNoDelay(true);
  from.on('data', chunk => void (state.isStalled || on.write(chunk)));
  from.on('error', () => undefined).on('close', () => void (state.open.delete(from), on.destroy()));
}
