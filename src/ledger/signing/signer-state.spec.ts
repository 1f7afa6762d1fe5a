import {
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KEPT_HEADS, readSignedHeads, SignerState, type SignedHead } from './signer-state.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'signer-state-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

function headOf(size: number, fill = size): SignedHead {
  return { size, root: Buffer.alloc(32, fill) };
}

async function written(sizes: readonly number[]): Promise<string> {
  const state = await SignerState.open(dataDir);
  for (const size of sizes) await state.write(headOf(size));
  await state.close();
  const [name] = await readdir(join(dataDir, 'signer'));
  return join(dataDir, 'signer', name!);
}

describe('the state of a signer', () => {
  it('holds the last head that was written, for any number of heads', async () => {
    for (let count = 1; count <= 5; count++) {
      await rm(join(dataDir, 'signer'), { recursive: true, force: true });
      await written(Array.from({ length: count }, (_, i) => i + 1));
      expect(await readSignedHeads(dataDir)).toEqual([headOf(count)]);
    }
  });

  it('is read by the next process, which writes it to a file of its own', async () => {
    await written([7]);
    const next = await SignerState.open(dataDir);
    expect(next.head).toEqual(headOf(7));
    await next.tidy();
    await next.close();
    expect(await readSignedHeads(dataDir)).toEqual([headOf(7), headOf(7)]);
  });

  it('writes nothing before something is signed or older files may go', async () => {
    const path = await written([7]);
    await SignerState.open(dataDir);
    expect(await readdir(join(dataDir, 'signer'))).toEqual([basename(path)]);
  });

  it('writes what it took over before it lets the files of those go that stopped long ago', async () => {
    const path = await written([7]);
    await utimes(path, 0, 0);
    const next = await SignerState.open(dataDir);
    await next.tidy();
    await next.close();
    expect(await readdir(join(dataDir, 'signer'))).toEqual([`${next.signer}.heads`]);
    expect(await readSignedHeads(dataDir)).toEqual([headOf(7)]);
  });

  it('gives the next process the newest heads, as many as it keeps, until they are not needed', async () => {
    const sizes = Array.from({ length: KEPT_HEADS + 10 }, (_, i) => i + 1);
    await written(sizes);
    const next = await SignerState.open(dataDir);
    expect(next.found).toEqual(sizes.slice(-KEPT_HEADS).map((size) => headOf(size)));
    await next.tidy();
    expect(next.found).toEqual([]);
    await next.close();
  });

  it('tells what another signer left, and whether that one still runs', async () => {
    const mine = await SignerState.open(dataDir);
    const other = await SignerState.open(dataDir);
    await other.write(headOf(3));
    const folder = join(dataDir, 'signer');
    const ended = other.signer.replace(/-[0-9a-f]+-/u, '-00000000-');
    await copyFile(join(folder, `${other.signer}.heads`), join(folder, `${ended}.heads`));

    expect(await mine.leftBy(other.signer)).toEqual({ heads: [headOf(3)], isRunning: true });
    expect(await mine.leftBy(ended)).toEqual({ heads: [headOf(3)], isRunning: false });
    expect(await mine.leftBy('1-of-another-folder')).toBeUndefined();
    await mine.close();
    await other.close();
  });

  it('reads what a version wrote that kept two heads', async () => {
    const path = await written([8, 9]);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, 1024));
    expect(await readSignedHeads(dataDir)).toEqual([headOf(9)]);
  });

  it('belongs to its owner alone and does not grow', async () => {
    const path = await written([1, 2, 3, 4]);
    const { mode, size } = await stat(path);
    expect([mode & 0o777, size]).toEqual([0o600, KEPT_HEADS * 512]);
  });

  it('survives a write that was torn at any byte: the head before it stands', async () => {
    const before = await readFile(await written([5, 6]));
    await rm(join(dataDir, 'signer'), { recursive: true });
    const path = await written([5, 6, 7]);
    const after = await readFile(path);
    const from = before.findIndex((byte, at) => byte !== after[at]);
    expect(from).toBeGreaterThanOrEqual(0);
    for (let torn = from; torn < from + 180; torn++) {
      await writeFile(path, Buffer.concat([after.subarray(0, torn), before.subarray(torn)]));
      const [head] = await readSignedHeads(dataDir);
      expect([headOf(6), headOf(7)]).toContainEqual(head);
    }
  });

  it('is not trusted when no slot holds a head', async () => {
    const path = await written([5]);
    const bytes = await readFile(path);
    for (let at = 9; at < bytes.length; at += 512) bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(path, bytes);
    await expect(SignerState.open(dataDir)).rejects.toThrow(
      `cannot trust the signer state ${path}`,
    );
  });

  it('is not trusted when two signers hold different heads of one size', async () => {
    const state = await SignerState.open(dataDir);
    await state.write(headOf(3));
    const other = await SignerState.open(dataDir);
    await other.write(headOf(4, 1));
    await state.write(headOf(4, 2));
    await state.close();
    await other.close();
    await expect(SignerState.open(dataDir)).rejects.toThrow('two heads of size 4');
  });
});
