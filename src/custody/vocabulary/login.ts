import { z } from 'zod';
import { id, instant, ledgerOrigin, text } from './members.js';
import { objectPhrase, phrase } from './phrase.js';

const challengePhrase = phrase(
  'must be the challenge of POST /v1/login/challenge: 32 bytes as padded base64',
);

/** The payload of a `login` statement. It proves who asks; it is never appended. */
export const login = z
  .strictObject(
    {
      schema: z.literal('custody-login/1', phrase('must be "custody-login/1"')),
      ledger: ledgerOrigin,
      challenge: z
        .string(challengePhrase)
        .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, challengePhrase),
      actor: id,
      audience: text,
      issuedAt: instant,
    },
    objectPhrase('a login'),
  )
  .meta({
    id: 'Login',
    description: 'A signed answer to a login challenge (payload of a `login` statement).',
  });

export type Login = z.infer<typeof login>;
