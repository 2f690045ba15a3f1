import type { RequestHandler } from 'express';
import { checkDeclaration, type DeclarationFault } from '../../consent/declaration.ts';
import { changeRegister } from '../consent/change-register.ts';
import type { RegisterContext } from '../consent/register-context.ts';
import { callerIn } from './caller.ts';
import { faultsFrom, validatorFor } from './openapi-document.ts';
import { Problem } from './problems.ts';
import { answerRecorded } from './recorded.ts';
import { actingFor, requireKnownPurpose, requirePartnerNamed, requireResident } from './register-words.ts';

const isDeclaration = validatorFor('Verklaring');

const FAULTS: Readonly<Record<DeclarationFault, { readonly waar: string; readonly wat: string }>> = {
  'not-declarable': {
    waar: '/voorwaarde',
    wat: 'Dit kan niemand verklaren: het register weet het zelf, of de privacy officer gaat erover.',
  },
  'not-yours': {
    waar: '/voorwaarde',
    wat: 'Dit kan alleen verklaren wie het zelf weet of deed. Vraag het aan die partner.',
  },
  'too-long': {
    waar: '/geldigTot',
    wat: 'Zo lang kan deze verklaring niet gelden. Kies een eerdere einddatum.',
  },
};

/** `POST /v1/verklaringen`: who can know it declares it, for one exchange, with the number under which it can be found. */
export const declarationRoute =
  (context: RegisterContext): RequestHandler =>
  async (request, response) => {
    const body: unknown = request.body;
    if (!isDeclaration(body)) throw new Problem('ongeldig-verzoek', faultsFrom(isDeclaration.errors));
    const caller = callerIn(response);
    requireKnownPurpose(body.doel, context);
    const sender = await requirePartnerNamed(context.database, body.van, '/van');
    const recipient = await requirePartnerNamed(context.database, body.naar, '/naar');
    const resident = await requireResident(context.database, caller, body.betrokkene);
    const now = context.clock();
    const checked = checkDeclaration({
      condition: body.voorwaarde,
      declarer: caller.partner,
      sender: sender.id,
      recipient: recipient.id,
      lastsMs: body.geldigTot === undefined ? undefined : Date.parse(body.geldigTot) - now.getTime(),
    });
    if ('fault' in checked) throw new Problem('besluit-kan-zo-niet', [FAULTS[checked.fault]]);
    const acting = actingFor(caller, body.namens.medewerker);
    const id = context.newId();
    const receipt = await changeRegister(acting, context, async ({ sql, record }) => {
      await sql.query(
        `INSERT INTO declaration (id, condition, fulfilled, resident, purpose, sender, recipient, reference, declared_by,
                                  valid_from, valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          id,
          body.voorwaarde,
          body.vervuld,
          resident,
          body.doel,
          sender.id,
          recipient.id,
          body.kenmerk,
          acting.actor,
          now,
          new Date(now.getTime() + checked.lastsMs),
        ],
      );
      const exchange = { purpose: body.doel, sender: sender.id, recipient: recipient.id };
      const declared = { declaration: id, condition: body.voorwaarde, fulfilled: body.vervuld };
      return await record(resident, { what: 'declaration-made', ...declared, ...exchange });
    });
    answerRecorded(response, id, receipt, context);
  };
