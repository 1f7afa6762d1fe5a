import { describe, expect, it } from '@jest/globals';
import { copyText } from './copy-text.js';

async function refused(): Promise<void> {
  throw new DOMException('Write permission denied.', 'NotAllowedError');
}

describe('copying a text', () => {
  it('tells that it was copied', async () => {
    const copied: string[] = [];
    const writeText = async (text: string): Promise<void> => {
      copied.push(text);
    };

    expect(await copyText('whsec_1', { writeText })).toBe(true);
    expect(copied).toEqual(['whsec_1']);
  });

  it('tells that it was not where the browser refuses, or has no clipboard as over plain HTTP', async () => {
    expect(await copyText('whsec_1', { writeText: refused })).toBe(false);
    expect(await copyText('whsec_1', undefined)).toBe(false);
  });
});
