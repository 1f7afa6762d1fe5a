import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyFilePath, NEXT_LEDGER_KEY_FILE } from '../../src/ledger/ledger-keys.js';
import { type JsonValue, type Trust, verifyFile } from '../../src/protocol/index.js';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import { EventFactory } from '../support/ledger-events.js';
import type { TestParty } from '../support/parties.js';
import { until } from '../support/until.js';
import { makeStatements, type Posted, postAll, startLoad } from './load.js';
import { Chance } from './seeded.js';
import { ServiceProcess } from './service-process.js';

const LIMIT_MS = 300_000;
const ROUNDS = 3;
const PER_ROUND = 250;

let service: ServiceProcess;
let events: EventFactory;
let mine: TestParty;

beforeAll(async () => {
  service = await ServiceProcess.start();
  const parties = await service.parties();
  mine = await parties.party('P-MINE', ['producer']);
  events = new EventFactory(parties);
}, LIMIT_MS);

afterAll(async () => {
  await service?.destroy();
}, LIMIT_MS);

describe('SIGKILL of the service in the middle of load', () => {
  it(
    'loses nothing that was acknowledged, and a retry makes one entry of what was not',
    async () => {
      const chance = Chance.forDrill('service killed');
      const all: Posted[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const statements = makeStatements(events, mine, PER_ROUND);
        all.push(...statements);
        const killAfter = chance.between(1, PER_ROUND / 2);
        const alsoServer = chance.next() < 0.4;

        const load = startLoad(service, statements, chance);
        await until(() => load.acknowledged() >= killAfter, 60_000);
        await service.kill();
        // As if the machine lost power: the database server goes too.
        if (alsoServer) await service.killPostmaster();
        load.stop();
        await load.done;
        await service.start();
      }
      const before = all.map(({ receipt }) => receipt);
      const sent = all.filter(({ wasSent }) => wasSent);
      const acknowledged = sent.filter(({ receipt }) => receipt !== undefined);
      expect(acknowledged.length).toBeLessThan(sent.length);

      const { size } = await service.check();
      expect(size).toBeGreaterThan(acknowledged.length);

      // Everything once more, acknowledged or not, all mixed up.
      const statuses = await postAll(service.url, chance.shuffled(sent));
      for (const { receipt } of acknowledged) expect(statuses.get(String(receipt))).toBe(200);

      all.forEach(({ receipt }, at) => {
        if (before[at] !== undefined) expect(receipt).toBe(before[at]);
      });
      const indexes = sent.map(({ receipt }) => JSON.parse(receipt ?? '{}').index);
      expect(new Set(indexes).size).toBe(sent.length);
      await service.check();
    },
    LIMIT_MS,
  );

  it(
    'leaves nothing behind that stops an orderly end',
    async () => {
      const statements = makeStatements(events, mine, 200);
      const load = startLoad(service, statements, new Chance(1));
      await until(() => load.acknowledged() > 20, 60_000);

      expect(await service.terminate()).toBe(0);
      load.stop();
      await load.done;
      expect(service.postmasterPid).toBe(0);

      await service.start();
      const acknowledged = statements.filter(({ receipt }) => receipt !== undefined);
      const statuses = await postAll(service.url, acknowledged);
      expect(new Set(statuses.values())).toEqual(new Set([200]));
      await service.check();
    },
    LIMIT_MS,
  );
});

interface WellKnown {
  readonly vkey: string;
  readonly rotations: readonly JsonValue[];
}

async function wellKnown(): Promise<WellKnown> {
  const answer = await fetch(`${service.url}/.well-known/custody-ledger`);
  return JSON.parse(await answer.text());
}

function verdictOf({ envelope, receipt = '' }: Posted, trust: Trust): string {
  const file = { envelope: JSON.parse(envelope), receipt: JSON.parse(receipt) };
  return verifyFile(Buffer.from(JSON.stringify(file)), trust, signingRules).verdict;
}

describe('SIGKILL of service and operator between the steps of a key rotation', () => {
  it(
    'leaves a ledger that starts and verifies, and a rotation that the same command ends',
    async () => {
      const chance = Chance.forDrill('rotation killed');
      const first = await wellKnown();
      const next = keyFilePath(service.dataDir, NEXT_LEDGER_KEY_FILE);
      const statements = makeStatements(events, mine, 3);
      const [early, between, late] = statements as [Posted, Posted, Posted];
      await postAll(service.url, [early]);
      const isMade = (): boolean => existsSync(next);
      const isLogged = async (count: number) => (await wellKnown()).rotations.length === count;

      for (const [rotations, isDue] of [
        [1, isMade],
        [2, async () => isLogged(2)],
      ] as const) {
        const { vkey } = await wellKnown();
        const rotate = ['rotate-ledger-key', '--reason', 'drill', '--replace', vkey];
        const killed = service.command(...rotate);
        await until(isDue, 60_000);
        await pause(chance.between(0, 40));
        killed.kill('SIGKILL');
        await service.kill();
        await service.start();
        await service.check();

        const ended = service.command(...rotate);
        expect(await once(ended, 'exit')).toEqual([0, null]);
        await until(async () => isLogged(rotations), 30_000);
        expect((await wellKnown()).vkey).not.toBe(vkey);
        expect(existsSync(next)).toBe(false);
        await postAll(service.url, [rotations === 1 ? between : late]);
      }

      const { rotations } = await wellKnown();
      for (const posted of statements)
        expect(verdictOf(posted, { vkey: first.vkey, rotations })).toBe('verified');
      expect(verdictOf(late, { vkey: first.vkey })).toBe('failed');
    },
    LIMIT_MS,
  );
});
