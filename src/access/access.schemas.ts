import { z } from 'zod';
import { ROLES } from '../custody/vocabulary/roles.js';

const time = z.string().meta({ format: 'date-time', description: 'RFC 3339, UTC, milliseconds.' });

export const challengeAnswer = z
  .strictObject({
    challenge: z
      .string()
      .meta({ description: 'Base64 of 32 random bytes; sign it within 60 s, once.' }),
    expiresAt: time,
  })
  .meta({ id: 'LoginChallenge' });

export const loginAnswer = z
  .strictObject({
    token: z.string().meta({ description: 'Send as "Authorization: Bearer <token>".' }),
    expiresAt: time,
    party: z.string(),
    roles: z.array(z.enum(ROLES)),
  })
  .meta({ id: 'LoginAnswer' });
