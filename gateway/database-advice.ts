const ELSE = 'kijk of zij draait en of naam, wachtwoord en netwerk kloppen';

const ADVICE: Readonly<Record<string, string>> = {
  '28P01':
    'de rol is er nog niet (wijkpoort migrate maakt haar), of haar wachtwoord is een ander (ALTER ROLE … PASSWORD)',
  '28000': 'deze rol mag hier niet binnen; wijkpoort migrate maakt haar',
  '3D000': 'deze database bestaat niet; maak haar en doe wijkpoort migrate',
  '42501': 'deze rol mag dit hier niet; doe wijkpoort migrate',
  '25006': 'deze database kan alleen gelezen worden; noem de primaire server, niet een kopie',
  '53100': 'de schijf van de database is vol; maak ruimte en doe het opnieuw',
};

/** What whoever runs this can do about a database that did not do what was asked: a SQLSTATE, or a code of the network. */
export const databaseAdvice = (code: string): string => ADVICE[code] ?? ELSE;

/** Whether it is the installation that is wrong: anything else is ours, and then a developer wants to know where. */
export const isOfInstallation = (code: string): boolean => code in ADVICE || /^E[A-Z_]+$/.test(code);
