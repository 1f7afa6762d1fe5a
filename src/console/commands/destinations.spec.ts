import { describe, expect, it } from '@jest/globals';
import { texts as english } from '../../messages/languages/en.js';
import { texts as french } from '../../messages/languages/fr.js';
import { sayIn } from '../../messages/messages.js';
import { destinationsFor, type Reader } from './destinations.js';

const say = sayIn('en', english.messages);
const out: Reader = { isKnown: false, roles: [] };

function known(...roles: Reader['roles']): Reader {
  return { isKnown: true, roles };
}

function hrefsFor(text: string, reader: Reader): string[] {
  return destinationsFor(text, say, reader).map(({ href }) => href);
}

describe('the box of commands', () => {
  it('begins with the pages that the reader has a use for', () => {
    expect(hrefsFor('', out)).toEqual(['/', '/log', '/rules', '/health', '/developers', '/login']);
    expect(hrefsFor('', known('inspector'))).toContain('/alerts');
    expect(hrefsFor('', known('exporter'))).toContain('/post');
    expect(hrefsFor('', known('exporter'))).not.toContain('/alerts');
  });

  it('finds pages and rules by a part of their names, whatever the accents', () => {
    expect(hrefsFor('more CAME out', out)[0]).toBe('/rules#MASS_GAIN');
    expect(destinationsFor('regles', sayIn('fr', french.messages), out)[0]).toEqual({
      href: '/rules',
      label: 'Règles',
    });
  });

  it('takes anything for a number at last, also such as an address would not bear', () => {
    expect(hrefsFor('6RW/1 ?', known('inspector'))).toEqual([
      '/c/6RW%2F1%20%3F',
      '/alerts?consignment=6RW%2F1%20%3F',
      '/parties/6RW%2F1%20%3F',
    ]);
  });

  it('never grows beyond what is seen at a glance', () => {
    expect(hrefsFor('e', known('inspector')).length).toBe(12);
  });
});
