/** The log is smaller than, or another than, a checkpoint that was signed and is known elsewhere. */
export class ForgetfulLedger extends Error {
  override readonly name = 'ForgetfulLedger';

  /** What it forgot, in numbers of entries. */
  readonly what: string;

  constructor(size: number, earlier: number) {
    const what = whatIsForgotten(size, earlier);
    super(
      `Het logboek is vergeetachtig: ${what}. Er is niets gestart of ondertekend. Is er een reservekopie teruggezet? ` +
        'Zet dan de juiste database terug. Kan dat niet, begin dan een nieuw logboek: geef het een andere naam (logboek.naam in de configuratie, WIJKPOORT_LOGNAAM bij een demo), ' +
        'en bewaar het laatste checkpoint van het oude.',
    );
    this.what = what;
  }
}

const whatIsForgotten = (size: number, earlier: number): string =>
  size < earlier
    ? `het heeft ${size} regels, maar er is een ondertekend checkpoint van ${earlier} regels`
    : `zijn eerste ${earlier} regels zijn niet de regels van het ondertekende checkpoint`;
