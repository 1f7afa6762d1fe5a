import { Inject, Injectable } from '@nestjs/common';
import type { LogEntry } from '../ledger/log-reader.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../ledger/signer-directory.js';
import type { Tx } from '../platform/database/transaction.js';
import { JudgementOutbox } from '../provenance/judgement-outbox.js';
import { envelopeJsonOf, registrationOf } from '../provenance/log-statement.js';

/** A party one of whose keys was in other hands, and the entry that says so. */
export interface Suspect {
  readonly index: number;
  readonly party: string;
}

/** When a key turns out to have been compromised, everything its party signed is judged again. */
@Injectable()
export class CompromisedKeys {
  constructor(
    @Inject(SIGNER_DIRECTORY) private readonly directory: SignerDirectory,
    private readonly judgements: JudgementOutbox,
  ) {}

  async ownersIn(entries: readonly LogEntry[]): Promise<Suspect[]> {
    const suspects: Suspect[] = [];
    for (const { kind, index, statement } of entries) {
      if (kind !== 'registration') continue;
      const registration = registrationOf(envelopeJsonOf(statement));
      if (registration.kind !== 'key-revocation') continue;
      const { keyid, compromisedSince } = registration.revocation;
      if (compromisedSince === undefined) continue;
      await this.directory.catchUp(index);
      const party = this.directory.key(keyid)?.party;
      if (party !== undefined) suspects.push({ index, party });
    }
    return suspects;
  }

  async request(tx: Tx, suspects: readonly Suspect[]): Promise<void> {
    for (const { party, index } of suspects)
      await this.judgements.requestSignedBy(tx, party, index);
  }
}
