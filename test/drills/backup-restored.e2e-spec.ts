import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestApp } from '../support/app.js';
import { Workplace } from '../support/command-line.js';
import { checkLedger } from '../support/ledger.js';
import {
  dropAll,
  filesOf,
  foundSize,
  lost,
  newer,
  postTo,
  prepareLosses,
  rolledBack,
  signedSize,
  START_MS,
} from '../integration/ledger-recovery-fixture.js';

beforeAll(prepareLosses, START_MS);
afterAll(dropAll, START_MS);

it('a restored backup is made whole by the operator, with the commands of the how-to', async () => {
  const place = await rolledBack();
  const env = { ROLE: 'api' };
  const served = await startTestApp({ ...place, env });
  const desk = new Workplace({ ...served, testDatabase: place.database });
  const data = 'DATA_DIR=data';

  const refused = await postTo(served.url, lost[0]!.envelope);
  const tooEarly = await desk.shell(`${data} npx custody recover --from-database ${newer.url}`);
  await served.close();
  const files = filesOf(lost).flatMap((file) => ['--from-file', file]);
  const partly = await desk.shell(
    `${data} npx custody recover ${files.join(' ')} || echo "status $?"`,
  );
  const whole = await desk.shell(
    `${data} npx custody recover --json --from-database ${newer.url} ${files.join(' ')}`,
  );
  const audited = await desk.shell(`${data} npx custody audit`);

  expect(refused.status).toBe(503);
  expect(tooEarly).toMatchObject({ status: 3, stderr: expect.stringContaining('stop every') });
  expect(partly.stdout).toContain(`entry ${foundSize + 6}: nothing shows what stood there`);
  expect(partly.stdout).toContain('status 1');
  expect(JSON.parse(whole.stdout)).toMatchObject({ isWhole: true, size: signedSize });
  expect(audited).toMatchObject({ status: 0, stdout: expect.stringContaining('sound') });

  const again = await startTestApp({ ...place, env });
  for (const { envelope, text } of lost)
    expect(await postTo(again.url, envelope)).toEqual({ status: 200, text });
  await checkLedger(again);
  await again.close();
}, 120_000);
