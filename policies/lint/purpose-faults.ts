import type { Handreiking } from '../handreiking.ts';
import type { Fault } from '../read-file.ts';

/** Purposes this gateway must never have: no enforcement, no fraud hunt, no selection (handreiking 4, INV-21). */
const FORBIDDEN = /handhav|fraude|opspor|selectie|zwarte.?lijst|toezicht_op_bewoner/i;

export const purposeFaultsIn = ({ purposes }: Handreiking): readonly Fault[] =>
  [...purposes.values()]
    .filter(({ name }) => FORBIDDEN.test(name))
    .map(({ id, name, at }) => ({ ...at, message: `doel ${id} ${name} is geen doel van deze poort` }));
