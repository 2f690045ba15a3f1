import type { Handreiking } from '../handreiking.ts';
import type { FieldId } from '../vocabulary.ts';

/** The shortest form of each field's name that is still that field's alone: `Signaal`, but `Overlast: feiten`. */
export function shortFieldNames(handreiking: Pick<Handreiking, 'fields'>): ReadonlyMap<FieldId, string> {
  const fields = [...handreiking.fields.values()];
  const forms = fields.map(({ name }) => formsOf(name));
  return new Map(
    fields.map(({ id, name }, index) => {
      const isTaken = (form: string): boolean =>
        forms.some((others, other) => other !== index && others.includes(form));
      return [id, forms[index]?.find(form => !isTaken(form)) ?? name];
    }),
  );
}

/** A name this long still says what it is and does not fill a sheet. */
const FITS = 45;

/** What may stand for a name, best first: without its parenthesis; when that is long, without what follows its colon. */
function formsOf(name: string): string[] {
  const beforeParenthesis = name.split(' (')[0] ?? name;
  const beforeColon = beforeParenthesis.split(':')[0] ?? beforeParenthesis;
  if (beforeParenthesis.length < 3) return [name];
  return beforeParenthesis.length <= FITS
    ? [beforeParenthesis, name]
    : [beforeColon, beforeParenthesis, name];
}
