import 'reflect-metadata';
import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { Body, Controller, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { startEmbeddedPostgres } from '../../../platform/embedded/postgres.js';
import { preAuthEncoding } from '../../../protocol/index.js';
import { verify as nobleVerify } from '../../../protocol/index.js';

/**
 * The baseline: what a team writes first. A hash chain with TypeORM entities: lock the last row, verify the signature,
 * `save()`, commit, for each event. Same HTTP server, same PostgreSQL, same durability as ours. No tree, no proof.
 */
@Entity('chain')
class ChainRow {
  @PrimaryColumn('integer') index!: number;
  @Column('uuid') id!: string;
  @Column('text') payload!: string;
  @Column('text') signature!: string;
  @Column('text') previous!: string;
  @Column('text') hash!: string;
}

interface PlainEnvelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

const settings = JSON.parse(process.argv[2] ?? '{}') as {
  dataDir: string;
  port: number;
  verifier: 'noble' | 'native';
  publicKeys: Record<string, string>;
};
const publicKeys = new Map(
  Object.entries(settings.publicKeys).map(([keyid, key]) => [keyid, Buffer.from(key, 'base64url')]),
);

function isAuthentic(envelope: PlainEnvelope): boolean {
  const { keyid = '', sig = '' } = envelope.signatures[0] ?? {};
  const publicKey = publicKeys.get(keyid);
  if (!publicKey) return false;
  const message = preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  const signature = Buffer.from(sig, 'base64');
  if (settings.verifier === 'noble') return nobleVerify(message, signature, publicKey);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
}

@Controller('v1/events')
class NaiveController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Post()
  async post(@Body() body: PlainEnvelope | PlainEnvelope[]): Promise<unknown> {
    if (!Array.isArray(body)) return this.append(body);
    const results = [];
    for (const envelope of body) results.push(await this.append(envelope));
    return { results };
  }

  private async append(envelope: PlainEnvelope): Promise<ChainRow> {
    if (!isAuthentic(envelope)) throw new Error('bad signature');
    return this.dataSource.transaction(async (manager) => {
      const [last] = await manager.find(ChainRow, {
        order: { index: 'DESC' },
        take: 1,
        lock: { mode: 'pessimistic_write' },
      });
      const previous = last?.hash ?? '';
      const row = manager.create(ChainRow, {
        index: (last?.index ?? -1) + 1,
        id: randomUUID(),
        payload: envelope.payload,
        signature: envelope.signatures[0]?.sig ?? '',
        previous,
        hash: createHash('sha256').update(previous).update(envelope.payload).digest('hex'),
      });
      return manager.save(row);
    });
  }
}

const server = await startEmbeddedPostgres({
  dataDir: `${settings.dataDir}/postgres`,
  database: 'naive',
});
const { host, port, user, database } = server.location;
const dataSource = await new DataSource({
  type: 'postgres',
  host,
  port,
  username: user,
  database,
  entities: [ChainRow],
  synchronize: true,
  extra: { max: 16 },
}).initialize();
// The row to lock must exist: without it concurrent first posts would both take index 0.
await dataSource.manager.save(ChainRow, {
  index: 0,
  id: randomUUID(),
  payload: '',
  signature: '',
  previous: '',
  hash: '',
});

@Module({
  controllers: [NaiveController],
  providers: [{ provide: DataSource, useValue: dataSource }],
})
class NaiveModule {}

const app = await NestFactory.create<NestFastifyApplication>(
  NaiveModule,
  new FastifyAdapter({ bodyLimit: 64 * 1024 * 1024 }),
  { logger: false },
);
await app.listen(settings.port, '127.0.0.1');
process.stdout.write('ready\n');
process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => dataSource.destroy())
    .then(() => server.stop())
    .then(() => process.exit(0));
});
