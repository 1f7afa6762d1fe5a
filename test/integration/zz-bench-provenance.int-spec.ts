import { it } from '@jest/globals';
import { type Payload, ProvenanceFixture } from './provenance-fixture.js';
it('bench', async () => {
  const f = await ProvenanceFixture.start();
  let n = 0;
  const ev = (type: string, actor: string, more: object): Payload => ({ schema: 'custody-event/1', ledger: 'custody.local/0123456789ab', eventId: `e-${n++}-0192f0c1-aaaa`, type, actor, occurredAt: '2026-05-01T10:00:00Z', ...more });
  const N = 4000;
  for (let b = 0; b < N; b += 400) {
    const out: Payload[] = [];
    for (let i = b; i < b + 400; i++) {
      const items = [{ itemId: `LOT-${i}-${i * 7919 % 99991}`, hs: '261590', qty: { value: '500', unit: 'KGM' } }];
      const ucr = `6RW${i * 7919 % 999983}-A${i}`;
      out.push(ev('COMMISSION', `mine-${i % 50}`, { basis: 'mined', items, place: { locode: 'RWKGL' }, tags: [{ prefix: 'RW-MT-', from: i * 10, to: i * 10 + 9 }] }));
      out.push(ev('CONSIGN', `mine-${i % 50}`, { ucr, items, consignee: 'smelter', endUser: 'smelter', commodity: '3T', plan: { countries: ['RW', 'DE'], transitCountries: [] } }));
      out.push(ev('SEAL', `mine-${i % 50}`, { ucr, items, seals: { applied: [`RW-H-${i}`] }, transport: { container: 'UMCU2044171' } }));
      out.push(ev('DISPATCH', `mine-${i % 50}`, { ucr, items, handover: `h-${i}`, to: 'carrier', expectedBy: '2026-05-22T10:20:00Z' , place: { locode: 'RWKGL' }}));
      out.push(ev('RECEIVE', `carrier`, { ucr, items, handover: `h-${i}`, place: { locode: 'RWKGL' } }));
    }
    await f.append(out);
  }
  const p = f.projector();
  const c0 = process.cpuUsage(); const t0 = performance.now();
  await f.project(p);
  const ms = performance.now() - t0; const c = process.cpuUsage(c0);
  console.log(`projected ${N * 5} in ${ms} ms = ${(N * 5 / ms * 1000).toFixed(0)}/s, node cpu ${(c.user + c.system) / 1000} ms`);
  const t1 = performance.now();
  for (let k = 0; k < 300; k++) { const i = (k * 37) % N; await f.lineages.lineageOf({ items: [`LOT-${i}-${i * 7919 % 99991}`], consignments: [`6RW${i * 7919 % 999983}-A${i};2026`] }); }
  console.log('lineage ms', (performance.now() - t1) / 300);
  const t2 = performance.now();
  for (let k = 0; k < 20; k++) await f.outbox.take(16).then((r) => f.outbox.done(...r.map((x) => x.id)));
  console.log('take16+done ms', (performance.now() - t2) / 20);
  const { rows } = await f.database.pool.query("select relname, pg_size_pretty(pg_total_relation_size(oid)) s from pg_class where relname like 'prov%' and relkind='r' or relname='log_entries_p0' or relname='judgement_outbox'");
  console.log(JSON.stringify(rows));
  await f.close();
}, 300000);
