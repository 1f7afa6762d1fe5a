import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { verifyByOpenssl } from '../../src/cli/native-ed25519.js';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import { decision } from '../../src/custody/vocabulary/decision.js';
import { custodyEvent } from '../../src/custody/vocabulary/event.js';
import { finding } from '../../src/custody/vocabulary/finding.js';
import { registration } from '../../src/custody/vocabulary/registration.js';
import { type Trust, type Verification, verifyFile } from '../../src/protocol/index.js';
import { makeVerifier } from '../../src/verifier/build.mjs';
import { makeKit, type Manifest, type ManifestEntry } from '../conformance/kit.js';
import { lines } from '../conformance/story.js';
import { testFolder } from '../support/database.js';

type Verify = (
  bytes: Uint8Array,
  trust: Trust,
) => Pick<Verification, 'checks'> & { verdict: string };

const folder = join(import.meta.dirname, '../conformance/files');
const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const { vkey } = manifest;

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, file)));
}

const inCore: Verify = (bytes, trust) => verifyFile(bytes, trust, signingRules);

function judge(verify: Verify, { file, policy, vkeys, rotations }: ManifestEntry): string {
  const { verdict, checks } = verify(bytesOf(file), {
    vkey: vkeys ?? vkey,
    policy: policy && manifest.policy,
    rotations: rotations && manifest.rotations,
  });
  return told(file, verdict, checks);
}

function told(file: string, verdict: string, checks: Verification['checks']): string {
  const broken = checks.filter(({ ok }) => !ok).map(({ what }) => what);
  return `${file}: ${verdict} ${broken.join(' ')}`;
}

describe('the conformance kit', () => {
  it('is what its generator writes', () => {
    const kit = makeKit();

    expect(readdirSync(folder).toSorted()).toEqual([...kit.keys()].toSorted());
    const differing = [...kit].filter(
      ([file, bytes]) => Buffer.compare(bytes, bytesOf(file)) !== 0,
    );
    expect(differing.map(([file]) => file)).toEqual([]);
  });

  it('tells its story in the vocabulary of the ledger', () => {
    const schemas = new Map<string, { parse: (payload: unknown) => unknown }>([
      ['event', custodyEvent],
      ['registration', registration],
      ['finding', finding],
      ['decision', decision],
    ]);

    for (const { kind, payload } of lines()) schemas.get(kind)?.parse(payload);
  });

  it('has many ways to be wrong, and says so in their names', () => {
    const failing = manifest.files.filter(({ verdict }) => verdict === 'failed');

    expect(manifest.files.length).toBeGreaterThanOrEqual(70);
    expect(failing.length).toBeGreaterThanOrEqual(50);
    for (const { file, verdict, fails } of manifest.files) {
      expect(/_fail\./u.test(file)).toBe(verdict === 'failed');
      expect(fails === undefined).toBe(verdict === 'verified');
    }
  });
});

describe('verifiers of the conformance kit', () => {
  const core = new Map<string, string>();
  let html: string;
  let script: string;
  let page: Verify;

  beforeAll(async () => {
    // As the commands do; the page below has nothing but the core's own arithmetic.
    verifyByOpenssl();
    html = await makeVerifier();
    script = await scriptOf(html);
    page = open(script);
    for (const entry of manifest.files) core.set(entry.file, judge(inCore, entry));
  }, 120_000);

  it('the core gives the verdict of the manifest, for its reason', () => {
    for (const { file, verdict, fails } of manifest.files) {
      const line = core.get(file) ?? '';
      const [, got, ...broken] = line.split(' ');
      expect({ line, verdict: got }).toEqual({ line, verdict });
      if (fails !== undefined)
        expect({ line, broken }).toMatchObject({ broken: expect.arrayContaining([fails]) });
    }
  });

  it('the HTML verifier agrees on every file', () => {
    const differing = manifest.files.filter((entry) => judge(page, entry) !== core.get(entry.file));

    expect(differing).toEqual([]);
  });

  it('the HTML verifier tells a bad key from a bad file', () => {
    const { verdict } = page(bytesOf('bundle_consignment.custody.json'), { vkey: 'nonsense' });

    expect(verdict).toBe('unusable');
  });

  it('the HTML verifier is one small file that loads nothing and runs only its own two scripts', () => {
    const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');
    const [, policy = ''] = /Content-Security-Policy"\s+content="([^"]*)"/u.exec(html) ?? [];
    const [, loader = ''] = /<script>([^]*)<\/script>/u.exec(html) ?? [];

    expect(Buffer.byteLength(html)).toBeLessThan(40_000);
    expect(html).not.toMatch(/https?:|\b(?:src|href)=|import\(/u);
    expect(policy).toBe(
      `default-src 'none'; script-src 'sha256-${hashOf(loader)}' 'sha256-${hashOf(script)}'; style-src 'unsafe-inline'`,
    );
  });

  it('the HTML verifier shows verdict and checks of a dropped file, and judges anew with another key', async () => {
    const elements = new Map<string, FakeElement>();
    const body = new FakeElement();
    const byId = (id: string): FakeElement => {
      elements.set(id, elements.get(id) ?? new FakeElement());
      return elements.get(id)!;
    };
    open(script, { body, getElementById: byId, createElement: () => new FakeElement() });
    const name = 'bundle_consignment.custody.json';
    const { buffer } = bytesOf(name);
    const files = [{ name, arrayBuffer: async () => buffer }];

    body.listeners.get('drop')?.({ dataTransfer: { files }, preventDefault: () => undefined });
    await new Promise(setImmediate);
    expect(byId('verdict').className).toBe('consistent');
    byId('vkey').value = vkey;
    byId('vkey').listeners.get('input')?.({});

    expect(byId('verdict').textContent).toBe(`Verified: ${name}`);
    expect(byId('checks').children.length).toBeGreaterThan(8);
    expect(byId('checks').children.map(({ className }) => className)).not.toContain('broken');
    byId('policy').value = 'quorum none';
    byId('policy').listeners.get('input')?.({});
    expect(byId('verdict').className).toBe('unusable');
    byId('policy').value = 'quorum none\n';
    byId('policy').listeners.get('input')?.({});
    expect(byId('verdict').className).toBe('verified');
  });

  it('the HTML verifier and custody verify take a policy for what the core takes it', async () => {
    const policyFile = join(testFolder('policy-'), 'some.policy');
    const text = 'quorum none';
    const files = ['bundle_consignment.custody.json', 'receipt_event.receipt.json'];
    for (const file of [...files, 'absence_consignment.absence.json']) {
      const command = async (policy: string, ...more: string[]) => {
        writeFileSync(policyFile, policy);
        return (await verifyCommand(join(folder, file), '--policy', policyFile, ...more)).status;
      };
      const verdict = (trust: Trust) => page(bytesOf(file), trust).verdict;

      expect(verdict({ vkey, policy: text })).toBe('unusable');
      expect(await command(text, '--vkey', vkey)).toBe(2);
      expect(verdict({ policy: `log ${vkey}\n${text}\n` })).toBe('verified');
      expect(await command(`log ${vkey}\n${text}\n`)).toBe(0);
      expect(verdict({ policy: `${text}\n` })).not.toBe('verified');
      expect(await command(`${text}\n`)).toBe(2);
    }
  });

  it('custody verify says in a sentence that a folder is no key, with status 2', async () => {
    const file = join(folder, 'bundle_consignment.custody.json');

    expect(await verifyCommand(file, '--vkey', folder)).toEqual({
      status: 2,
      stdout: '',
      stderr: `custody: cannot read ${folder}: it is a folder\n`,
    });
  });

  // One process a file is slow, and it runs the core that was held to every file above.
  const chosen = manifest.files.filter((_entry, at) => at % 12 === 0);

  it.each(chosen.map((entry) => [entry.file, entry] as const))(
    'custody verify agrees on %s',
    async (file, { policy, vkeys = [vkey], rotations }) => {
      const scratch = testFolder('policy-');
      const policyFile = join(scratch, 'kit.policy');
      const rotationsFile = join(scratch, 'ledger.json');
      writeFileSync(policyFile, manifest.policy);
      writeFileSync(rotationsFile, JSON.stringify({ rotations: manifest.rotations }));
      const under = [
        ...vkeys.flatMap((each) => ['--vkey', each]),
        ...(policy === true ? ['--policy', policyFile] : []),
        ...(rotations === true ? ['--ledger', rotationsFile] : []),
      ];

      const { status, stdout } = await verifyCommand(join(folder, file), ...under);

      const { ok, checks } = JSON.parse(stdout);
      expect(status).toBe(ok === true ? 0 : 1);
      expect(told(file, ok === true ? 'verified' : 'failed', checks)).toBe(core.get(file));
    },
  );
});

async function verifyCommand(
  ...args: string[]
): Promise<{ status: number; stdout: string; stderr: string }> {
  const program = resolve(import.meta.dirname, '../../dist/cli/main.js');
  const all = [program, 'verify', ...args, '--json'];
  const env = { ...process.env, NODE_OPTIONS: '' };
  return new Promise((done) => {
    execFile(process.execPath, all, { env }, (error, stdout, stderr) => {
      done({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

/** The page's own scripts, run without a browser: without a document the verifier shows nothing. */
async function scriptOf(html: string): Promise<string> {
  const loader = /<script>(?<script>[^]*)<\/script>/u.exec(html)?.groups?.['script'] ?? '';
  const element = { textContent: '' };
  const unpacked = new Promise<string>((done) => {
    const document = {
      createElement: () => element,
      body: { append: () => done(element.textContent) },
    };
    const browser = { document, atob, Blob, DecompressionStream, Response, Uint8Array };
    runInContext(loader, createContext(browser));
  });
  return unpacked;
}

interface PageWindow {
  custodyVerifier?: { verify: Verify };
  document?: unknown;
}

function open(script: string, document?: unknown): Verify {
  const self: PageWindow = document === undefined ? {} : { document };
  runInContext(script, createContext({ self, TextEncoder, TextDecoder, Uint8Array, ArrayBuffer }));
  if (self.custodyVerifier === undefined) throw new Error('the page has no verifier');
  return self.custodyVerifier.verify;
}

/** As much of a page as the verifier touches. */
class FakeElement {
  value = '';
  textContent = '';
  className = '';
  files: unknown[] | null = null;
  children: FakeElement[] = [];
  readonly listeners = new Map<string, (event: object) => void>();

  replaceChildren(...children: FakeElement[]): void {
    this.children = children;
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.listeners.set(type, listener);
  }
}
