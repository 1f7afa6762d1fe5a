import { z } from 'zod';
import { ledgerOrigin, sha256 } from './members.js';
import { objectPhrase, phrase } from './phrase.js';

const sizePhrase = phrase('must be a number of entries');
const keyPhrase = phrase('must be 32 bytes in base64');

/** The payload of a `map` statement, which only the ledger itself signs: the root of its completeness map. */
export const mapRoot = z
  .strictObject(
    {
      schema: z.literal('custody-map/1', phrase('must be "custody-map/1"')),
      ledger: ledgerOrigin,
      // The size in decimal, so that no two roots of one size can stand in a log.
      mapId: z.string(sizePhrase),
      size: z.int(sizePhrase).nonnegative(sizePhrase),
      root: sha256,
      vrfSuite: z.literal('ECVRF-EDWARDS25519-SHA512-TAI', phrase('must be the suite of RFC 9381')),
      vrfKey: z.string(keyPhrase).regex(/^[A-Za-z0-9+/]{43}=$/, keyPhrase),
    },
    objectPhrase('the root of a map'),
  )
  .refine(({ mapId, size }) => mapId === String(size), {
    path: ['mapId'],
    ...phrase('must be the size'),
  })
  .meta({
    id: 'MapRoot',
    description: 'The root of the completeness map (payload of a `map` statement).',
  });

export type MapRootStatement = z.infer<typeof mapRoot>;
