import type { RequestHandler } from 'express';
import { isWaiting } from '../../resident/read-overview.ts';
import { recordDecision } from '../../consent/record-decision.ts';
import { findPartner } from '../../identity/partner-registry.ts';
import { actorOf } from '../../identity/people/person.ts';
import { traceIn } from '../caller.ts';
import { lookingIn } from './asked-question.ts';
import { ownConsent } from './own-consent.ts';
import { PageProblem } from './page-problem.ts';
import type { PortalContext } from './portal-context.ts';

/** `POST /bevestig/:id`: a yes from the table becomes the resident's own word and runs its full term. A second time changes nothing. */
export const confirmYes =
  (context: PortalContext): RequestHandler =>
  async (request, response) => {
    const { register } = context;
    const person = lookingIn(response);
    // Somebody else sat beside the resident then; who speaks for the resident does not confirm in their place.
    if (person.role !== 'resident') throw new PageProblem('niet-voor-u');
    const consent = await ownConsent(request, response, context);
    const proof = `/bewijs/${consent.id}`;
    if (!isWaiting(consent, register.clock())) return response.redirect(303, proof);
    const sender = await findPartner(register.database, consent.sender);
    const recipient = await findPartner(register.database, consent.recipient);
    // The words that were read aloud are the words that are confirmed, in whatever language the page is now.
    const { version, language, sha256 } = consent.text;
    if (sender === undefined || recipient === undefined || sha256 === null)
      throw new PageProblem('vraag-vervallen');
    const outcome = await recordDecision(
      {
        resident: consent.resident,
        decision: 'renewed',
        purpose: consent.purpose,
        sender,
        recipients: [recipient],
        fields: consent.fields,
        form: {
          text: { version, language, sha256 },
          channel: 'portal',
          evidence: 'own-login',
          circumstance: 'ordinary',
          decidedAtMs: register.clock().getTime(),
          validUntilMs: undefined,
        },
        capacity: 'able',
        representation: undefined,
        opinion: undefined,
        recorder: undefined,
        evidenceReference: undefined,
        helper: undefined,
        teachBack: undefined,
      },
      { actor: actorOf(person), trace: traceIn(response) },
      register,
    );
    if (outcome.kind === 'refused') throw new PageProblem('vraag-vervallen');
    response.redirect(303, proof);
  };
