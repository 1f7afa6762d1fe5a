import { Injectable } from '@nestjs/common';
import { seesAll } from '../access/read-policy.js';
import type { Reader } from '../access/reader.js';
import { consignmentSubject, itemSubject, type MapSubject } from '../custody/map-subjects.js';
import { parseConsignmentKey } from '../custody/vocabulary/consignment-key.js';
import { notFound, type Problem } from '../platform/http/problem.js';
import { AsOf } from './answer/as-of.js';
import { CompletenessProofs } from './map/completeness-proofs.js';
import { noRecord, type ProvenAbsence } from './no-record.js';

/**
 * What is answered for goods that are not there. Who may read everything is shown the proof; for everybody else the
 * answer is that for another's goods, since a proof where there is none would tell by its lack where there is some.
 */
@Injectable()
export class Absence {
  constructor(
    private readonly asOf: AsOf,
    private readonly proofs: CompletenessProofs,
  ) {}

  /** @param ucrOrKey all years of a UCR are proved together: of one year of several no proof is given */
  async ofConsignment(
    reader: Reader,
    ucrOrKey: string,
    asOf: string | undefined,
  ): Promise<Problem> {
    const ucr = parseConsignmentKey(ucrOrKey)?.ucr ?? ucrOrKey;
    return noRecord(await this.proofFor(reader, consignmentSubject(ucr), asOf));
  }

  async ofItem(reader: Reader, itemId: string, asOf: string | undefined): Promise<Problem> {
    const proof = await this.proofFor(reader, itemSubject(itemId), asOf);
    return notFound(proof && { ...proof });
  }

  private async proofFor(
    reader: Reader,
    subject: MapSubject,
    asOf: string | undefined,
  ): Promise<ProvenAbsence | undefined> {
    if (!seesAll(reader)) return undefined;
    const { index } = await this.asOf.moment(asOf);
    const completeness = await this.proofs.proveBeyond(subject, index);
    if (completeness === undefined) return undefined;
    if (completeness.entries.some((entry) => entry.index <= index)) return undefined;
    return { completeness, ...(asOf !== undefined && { asOf: index }) };
  }
}
