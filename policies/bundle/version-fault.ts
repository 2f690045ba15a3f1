/** Why a version does not come into force. A closed list: every one is a sentence for the operator, without a name. */
export const VERSION_FAULTS = {
  'version-differs': 'de bestanden zijn niet de versie die is ondertekend',
  'path-twice': 'een bestand staat er twee keer in',
  'handreiking-invalid': 'de handreiking klopt niet',
  'invariant-broken': 'een invariant houdt geen stand',
  'difference-differs': 'het verschil is niet wat is ondertekend',
  'wider-concealed': 'deze versie is ruimer, en de ondertekenaars zeggen van niet',
  'signature-invalid': 'een handtekening klopt niet',
  'key-unknown': 'een handtekening is met een onbekende sleutel gezet',
  'key-not-valid': 'een sleutel was niet geldig toen ermee werd getekend',
  'signer-differs': 'een handtekening zegt van een ander te zijn dan de sleutel',
  'statements-differ': 'de ondertekenaars tekenden niet hetzelfde',
  'signed-in-future': 'een handtekening komt uit de toekomst',
  'one-signer': 'er zijn twee verschillende mensen nodig',
  'roles-missing': 'voor een ruimere versie zijn een privacy officer en een partner nodig',
  'author-signs-last': 'de tweede ondertekenaar mag niet de auteur zijn',
  'in-force-before-signed': 'de versie zou ingaan voordat zij is ondertekend',
  'replaces-another': 'de versie vervangt niet de versie die nu geldt',
  'number-taken': 'er is al een andere versie met dit nummer',
} as const;

export type VersionFaultCode = keyof typeof VERSION_FAULTS;

export interface VersionFault {
  readonly code: VersionFaultCode;
  readonly message: string;
}

export const faultOf = (code: VersionFaultCode): VersionFault => ({ code, message: VERSION_FAULTS[code] });
