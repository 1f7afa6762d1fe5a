import { Inject, Injectable } from '@nestjs/common';
import type { LogEntry } from '../ledger/log-reader.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../ledger/signer-directory.js';
import type { Tx } from '../platform/database/transaction.js';
import { JudgementOutbox } from '../provenance/judgement-outbox.js';
import { envelopeJsonOf, registrationOf } from '../provenance/log-statement.js';
import { Registry } from '../registry/registry.js';

/** Somebody whom a sanctions list names, and the entry that says so. */
export interface Listed {
  readonly index: number;
  /** Who is named and who is owned by who is named. */
  readonly parties: readonly string[];
}

/** When a list names somebody, what that party holds or waits for is judged again: nobody waits for its next act. */
@Injectable()
export class ListedParties {
  constructor(
    @Inject(SIGNER_DIRECTORY) private readonly directory: SignerDirectory,
    private readonly registry: Registry,
    private readonly judgements: JudgementOutbox,
  ) {}

  async in(entries: readonly LogEntry[]): Promise<Listed[]> {
    const listed: Listed[] = [];
    for (const { kind, index, statement } of entries) {
      if (kind !== 'registration') continue;
      const registration = registrationOf(envelopeJsonOf(statement));
      if (registration.kind !== 'screening') continue;
      await this.directory.catchUp(index);
      const { party } = registration.screening;
      listed.push({ index, parties: [party, ...this.ownedBy(party)] });
    }
    return listed;
  }

  async request(tx: Tx, listed: readonly Listed[]): Promise<void> {
    const newest = listed.at(-1);
    if (newest === undefined) return;
    const parties = new Set(listed.flatMap((each) => each.parties));
    await this.judgements.requestHeldOrAwaited(tx, [...parties], newest.index);
  }

  private ownedBy(owner: string): string[] {
    return [...this.registry.state.parties.valuesAt()]
      .filter(({ beneficialOwner }) => beneficialOwner === owner)
      .map(({ id }) => id);
  }
}
