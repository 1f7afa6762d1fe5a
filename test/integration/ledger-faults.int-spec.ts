import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { AppendConnection } from '../../src/ledger/append/append-connection.js';
import {
  HeadSigner,
  type HeadToSign,
  RollbackDetected,
} from '../../src/ledger/signing/head-signer.js';
import { CheckpointStore } from '../../src/ledger/signing/checkpoint.store.js';
import { HeadReader } from '../../src/ledger/head-reader.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { SignerState } from '../../src/ledger/signing/signer-state.js';
import { SIGNER_DIRECTORY, type SignerDirectory } from '../../src/ledger/signer-directory.js';
import { TileStore } from '../../src/ledger/tree/tile-store.js';
import { checkReceipt } from '../../src/protocol/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createTestDatabase, testFolder } from '../support/database.js';
import { checkLedger } from '../support/ledger.js';
import { EventFactory } from '../support/ledger-events.js';
import { LedgerParts, systemFault } from '../support/ledger-parts.js';
import { Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

const START_MS = 120_000;
jest.setTimeout(120_000);

let app: TestApp;
let parties: Parties;
let events: EventFactory;
let mine: TestParty;
let vkey: string;

beforeAll(async () => {
  app = await startTestApp();
  parties = new Parties(app);
  events = new EventFactory(parties);
  mine = await parties.party('P-MINE', ['producer']);
  vkey = (await parties.get('/.well-known/custody-ledger')).body.vkey;
}, START_MS);

afterEach(async () => {
  await checkLedger(app);
});

afterAll(async () => {
  await app.close();
}, START_MS);

async function countEvents(): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    'select count(*) from log_entries where kind = 1',
  );
  return row!.count;
}

function batchOf(count: number): Uint8Array[] {
  return Array.from({ length: count }, () => events.commission(mine));
}

/** What goes wrong when a batch is written, once. */
type Fault = (write: () => Promise<void>) => Promise<void>;

function failingOnce(
  fault: Fault,
): (pool: TestApp['database']['pool']) => Promise<AppendConnection> {
  let isDue = true;
  return async (pool) => {
    const connection = await AppendConnection.open(pool);
    const write = connection.writeBatch.bind(connection);
    connection.writeBatch = async (batch) => {
      if (!isDue) return write(batch);
      isDue = false;
      return fault(async () => write(batch));
    };
    return connection;
  };
}

describe('two processes on one database', () => {
  it('append every statement once and give it one receipt, whichever is asked', async () => {
    const second = await startTestApp({ database: app.testDatabase, dataDir: app.dataDir });
    try {
      const envelopes = batchOf(40);
      const before = await countEvents();

      const answers = await Promise.all(
        [app.url, second.url, app.url, second.url].flatMap((url) =>
          envelopes.map(async (envelope) => ({
            envelope,
            ...(await events.postText(url, envelope)),
          })),
        ),
      );

      expect(await countEvents()).toBe(before + 40);
      expect(answers.filter(({ status }) => status !== 201 && status !== 200)).toEqual([]);
      for (const envelope of envelopes) {
        const own = answers.filter((answer) => answer.envelope === envelope);
        expect(new Set(own.map(({ text }) => text)).size).toBe(1);
        expect(own.filter(({ status }) => status === 201)).toHaveLength(1);
        expect(checkReceipt({ receipt: JSON.parse(own[0]!.text), envelope, vkey })).toMatchObject({
          ok: true,
        });
      }
    } finally {
      await second.close();
    }
  });

  it('take an event by a key that the other registered a moment ago', async () => {
    const second = await startTestApp({ database: app.testDatabase, dataDir: app.dataDir });
    try {
      const party = await parties.party('P-NEW', ['producer']);

      const answer = await events.postText(second.url, events.commission(party));

      expect(answer.status).toBe(201);
    } finally {
      await second.close();
    }
  });

  it('refuse an event by a key that the other revoked a moment ago', async () => {
    const party = await parties.party('P-GONE', ['producer']);
    const second = await startTestApp({ database: app.testDatabase, dataDir: app.dataDir });
    try {
      expect((await events.postText(second.url, events.commission(party))).status).toBe(201);
      await parties.revoke(party.key.keyid);

      const answer = await events.postText(second.url, events.commission(party));

      expect(answer.status).toBe(422);
      expect(JSON.parse(answer.text).code).toBe('key-revoked');
    } finally {
      await second.close();
    }
  });
});

describe('a batch whose writing fails', () => {
  const faults: [string, Fault][] = [
    [
      'before anything is sent',
      async () => {
        throw systemFault('ECONNRESET');
      },
    ],
    [
      'after the commit, so that nobody knows',
      async (write) => {
        await write();
        throw systemFault('ECONNRESET');
      },
    ],
    [
      'after the commit, with the words of the driver',
      async (write) => {
        await write();
        throw new Error('Connection terminated unexpectedly');
      },
    ],
  ];
  it.each(faults)('is in the log once when it fails %s', async (_, fault) => {
    const parts = await LedgerParts.of(app, failingOnce(fault));
    try {
      const envelopes = batchOf(5);
      const before = await countEvents();

      const results = await parts.append(envelopes);

      expect(await countEvents()).toBe(before + 5);
      expect(results.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      const again = await parts.append(envelopes);
      expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(again.map((result) => 'receipt' in result && result.receipt)).toEqual(
        results.map((result) => 'receipt' in result && result.receipt),
      );
    } finally {
      await parts.close();
    }
  });

  it('is written anew when the server cuts the connection under it', async () => {
    const cut: Fault = async (write) => {
      await app.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event = 'ClientRead'
           and query like '%log_identities%' and state = 'idle in transaction'`,
      );
      await write();
    };
    const parts = await LedgerParts.of(app, failingOnce(cut));
    try {
      const before = await countEvents();

      const results = await parts.append(batchOf(3));

      expect(results.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(await countEvents()).toBe(before + 3);
    } finally {
      await parts.close();
    }
  });
});

describe('a process that dies between commit and signature', () => {
  it('leaves a head that the next start signs first, and a retry finds its receipt', async () => {
    const parts = await LedgerParts.of(app);
    const sign = jest.spyOn(parts.signer, 'sign').mockRejectedValue(new Error('the process died'));
    const [envelope] = batchOf(1);
    await expect(parts.append([envelope!])).rejects.toThrow();
    sign.mockRestore();

    const second = await startTestApp({ database: app.testDatabase, dataDir: app.dataDir });
    try {
      const [row] = await app.database.query<{ isSigned: boolean }>(
        `select exists (select from log_checkpoints c where c.size = h.size) as "isSigned"
         from log_head h`,
      );
      expect(row).toEqual({ isSigned: true });
      const answer = await events.postText(second.url, envelope!);
      expect(answer.status).toBe(200);
      expect(
        checkReceipt({ receipt: JSON.parse(answer.text), envelope: envelope!, vkey }),
      ).toMatchObject({ ok: true });
    } finally {
      await second.close();
      await parts.close();
    }
  });

  it('is stood in for by a process that goes on running', async () => {
    const parts = await LedgerParts.of(app);
    jest.spyOn(parts.signer, 'sign').mockRejectedValue(new Error('the process died'));
    await expect(parts.append(batchOf(1))).rejects.toThrow();

    await until(async () => {
      const [row] = await app.database.query<{ isSigned: boolean }>(
        `select exists (select from log_checkpoints c where c.size = h.size) as "isSigned"
         from log_head h`,
      );
      return row!.isSigned;
    });
    await parts.close();
  });
});

describe('signed heads that a crash of the server took, because nobody waited for its disk', () => {
  /** As the server would come up: the newest heads are not there, what was committed before them is, unlogged tables are empty. */
  async function loseHeads(service: TestApp, count: number): Promise<number[]> {
    const owner = new Client({ connectionString: service.testDatabase.url });
    await owner.connect();
    try {
      await owner.query('begin; alter table log_checkpoints disable trigger refuse_change');
      const { rows } = await owner.query<{ size: string }>(
        `delete from log_checkpoints where size in
         (select size from log_checkpoints order by size desc limit ${count}) returning size`,
      );
      await owner.query(
        `delete from log_uncrashed; alter table log_checkpoints enable always trigger refuse_change; commit`,
      );
      return rows.map(({ size }) => Number(size)).toSorted((a, b) => a - b);
    } finally {
      await owner.end();
    }
  }

  /** Now no head is behind, so that of the next 31 none is waited for. */
  async function catchUp(service: TestApp): Promise<void> {
    await loseHeads(service, 0);
    await until(async () => {
      const [row] = await service.database.query<{ isCrashed: boolean }>(
        'select not exists (select from log_uncrashed) as "isCrashed"',
      );
      return !row!.isCrashed;
    });
  }

  async function sizes(service: TestApp): Promise<number[]> {
    const rows = await service.database.query<{ size: number }>(
      'select size from log_checkpoints order by size',
    );
    return rows.map(({ size }) => size);
  }

  /** Posts one after the other, so that each has a head of its own. */
  async function postEach(service: TestApp, envelopes: readonly Uint8Array[]): Promise<string[]> {
    const receipts: string[] = [];
    for (const envelope of envelopes) {
      const { status, text } = await events.postText(service.url, envelope);
      if (status !== 201 && status !== 200) throw new Error(`${status}: ${text}`);
      receipts.push(text);
    }
    return receipts;
  }

  it('are recorded again before the next one, so that every first receipt is given again', async () => {
    await catchUp(app);
    const envelopes = batchOf(4);
    const receipts = await postEach(app, envelopes);
    const before = await sizes(app);

    const lost = await loseHeads(app, 3);
    await postEach(app, batchOf(1));

    expect(lost).toHaveLength(3);
    expect((await sizes(app)).slice(0, before.length)).toEqual(before);
    expect(await postEach(app, envelopes)).toEqual(receipts);
  });

  it('are recorded again by a process that nobody posts to', async () => {
    await catchUp(app);
    const envelopes = batchOf(2);
    const receipts = await postEach(app, envelopes);
    const before = await sizes(app);

    await loseHeads(app, 2);
    await until(async () => (await sizes(app)).length >= before.length);

    expect((await sizes(app)).slice(0, before.length)).toEqual(before);
    expect(await postEach(app, envelopes)).toEqual(receipts);
  });

  it('are not overtaken by the head of another signer, which waits until they are recorded again', async () => {
    const parts = await LedgerParts.of(app);
    try {
      await catchUp(app);
      // Now it knows a newest head that the crash leaves.
      await parts.append(batchOf(1));
      const envelopes = batchOf(3);
      const receipts = await postEach(app, envelopes);
      const before = await sizes(app);

      const lost = await loseHeads(app, 3);
      await parts.append(batchOf(1));

      expect(lost).toEqual(before.slice(-3));
      expect((await sizes(app)).slice(0, before.length)).toEqual(before);
      expect(await postEach(app, envelopes)).toEqual(receipts);
    } finally {
      await parts.close();
    }
  });

  it('are recorded again by the next process, from the file of the one before', async () => {
    const database = await createTestDatabase();
    const dataDir = join(testFolder(), 'data');
    const first = await startTestApp({ database, dataDir });
    const itsParties = new Parties(first);
    const itsEvents = new EventFactory(itsParties);
    const party = await itsParties.party('P-MINE', ['producer']);
    const envelopes = Array.from({ length: 3 }, () => itsEvents.commission(party));
    const receipts = await postEach(first, envelopes);
    const before = await sizes(first);
    await first.close();
    await loseHeads(first, 3);

    const second = await startTestApp({ database, dataDir });
    try {
      // Behind them may come the head of what was judged meanwhile.
      expect((await sizes(second)).slice(0, before.length)).toEqual(before);
      expect(await postEach(second, envelopes)).toEqual(receipts);
      await checkLedger(second);
    } finally {
      await second.close();
      await database.drop();
    }
  });
});

describe('a head that another process signed first', () => {
  it('is not new to this one: smaller heads it never saw may cover the first of its entries', async () => {
    const parts = await LedgerParts.of(app);
    const readHead = async (): Promise<HeadToSign> =>
      app.app.get(HeadReader, { strict: false }).head();
    await parts.signer.sign(await readHead());
    for (let i = 0; i < 2; i++) await events.postText(app.url, events.commission(mine));

    await expect(parts.signer.sign(await readHead())).resolves.toEqual({ isNew: false });
    await parts.close();
  });
});

describe('a database that went back behind what was signed', () => {
  it('gets no signature for a smaller head, nor for another head of the same size', async () => {
    const any = { strict: false } as const;
    const [head] = await app.database.query<{ size: number; root: Buffer; registryIndex: number }>(
      'select size, root, registry_index as "registryIndex" from log_head',
    );
    const states: SignerState[] = [];
    const make = async (): Promise<HeadSigner> => {
      const state = await SignerState.open(app.dataDir);
      states.push(state);
      return new HeadSigner(
        app.app.get(LedgerIdentity, any),
        state,
        app.app.get(CheckpointStore, any),
        app.app.get(TileStore, any),
        app.app.get(HeadReader, any),
        () => app.app.get<SignerDirectory>(SIGNER_DIRECTORY, any),
      );
    };
    const forged = Buffer.from(head!.root);
    forged.writeUInt8(forged.readUInt8(0) ^ 1, 0);

    await expect((await make()).sign({ ...head!, root: forged })).rejects.toThrow(RollbackDetected);
    await expect((await make()).sign({ ...head!, size: head!.size - 1 })).rejects.toThrow(
      RollbackDetected,
    );
    const signer = await make();
    await expect(signer.sign({ ...head!, size: 1 })).rejects.toThrow(RollbackDetected);
    // Once refused, it signs nothing more, not even the right head.
    await expect(signer.sign(head!)).rejects.toThrow(RollbackDetected);
    for (const state of states) await state.close();
  });
});
