import { Injectable } from '@nestjs/common';
import { type Receipt } from '../protocol/index.js';
import { LedgerIdentity } from './ledger-identity.js';
import { type EnvelopeJson, envelopeJsonOf } from './log-entry.js';
import { LogReader } from './log-reader.js';
import { Receipts } from './receipts.js';

/** A rotation as it is told to anybody: it names no party, only keys of the ledger and the keyid of a registrar. */
export interface ToldRotation {
  readonly envelope: EnvelopeJson;
  readonly receipt: Receipt;
}

/** How the ledger's keys followed each other, with proof. */
@Injectable()
export class RotationsTold {
  /** By index; neither changes again. */
  private readonly known = new Map<number, ToldRotation>();

  constructor(
    private readonly identity: LedgerIdentity,
    private readonly log: LogReader,
    private readonly receipts: Receipts,
  ) {}

  /** Oldest first; one that no signed head covers yet, which lasts for milliseconds, is not told. */
  async all(): Promise<ToldRotation[]> {
    const told: ToldRotation[] = [];
    for (const { from } of this.identity.history) {
      const rotation = from === 0 ? undefined : await this.at(from);
      if (rotation !== undefined) told.push(rotation);
    }
    return told;
  }

  private async at(index: number): Promise<ToldRotation | undefined> {
    const known = this.known.get(index);
    if (known !== undefined) return known;
    const [entry, receipt] = await Promise.all([
      this.log.entry(index),
      this.receipts.firstReceipt(index),
    ]);
    if (entry === undefined || receipt === undefined) return undefined;
    const rotation = { envelope: envelopeJsonOf(entry.statement), receipt };
    this.known.set(index, rotation);
    return rotation;
  }
}
