import type { JSX } from 'preact';
import { ChoiceField, faultAt, TextField, type FormFault, type Option } from './form-parts.tsx';

export interface WhichResidentProps {
  readonly partners: readonly Option[];
  readonly typed: Readonly<Record<string, string>>;
  readonly faults: readonly FormFault[];
  /** When it may stay empty. */
  readonly hint?: string;
}

/** Who it is about, as a partner knows them: the gateway keeps no names. */
export function WhichResident({ partners, typed, faults, hint }: WhichResidentProps): JSX.Element {
  return (
    <>
      <ChoiceField
        name="partner"
        label="Welke partner kent de bewoner?"
        {...(hint === undefined ? {} : { hint })}
        none="–"
        options={partners}
        value={typed['partner']}
        fault={faultAt(faults, 'partner')}
      />
      <TextField
        name="koppelsleutel"
        label="Koppelsleutel van die partner"
        hint="De partner ziet hem in zijn eigen systeem. Hij komt niet in een adres of logboek te staan."
        value={typed['koppelsleutel']}
        fault={faultAt(faults, 'koppelsleutel')}
      />
    </>
  );
}
