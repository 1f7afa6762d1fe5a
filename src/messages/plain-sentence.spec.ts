import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '../custody/vocabulary/event.js';
import { plainParts, plainSentence, WORDS } from './plain-sentence.js';

describe('a sentence in plain words', () => {
  it('has a word for every act of the vocabulary', () => {
    expect(EVENT_TYPES.filter((type) => WORDS[type] === undefined)).toEqual([]);
  });

  it('tells codes in words, and keeps them at hand', () => {
    expect(plainParts('No CUSTOMS_RELEASE of 2026.')).toEqual([
      { text: 'No ' },
      { text: 'customs release', code: 'CUSTOMS_RELEASE' },
      { text: ' of 2026.' },
    ]);
    expect(plainSentence('An ARRIVE, or an ETA_UPDATE')).toBe(
      'An arrival, or an announcement of a new time of arrival',
    );
  });

  it('leaves numbers and names alone that a code is part of', () => {
    const sentence = 'SEAL-B1 of PACK_2, not RESEAL nor constructor';

    expect(plainParts(sentence)).toEqual([{ text: sentence }]);
  });
});
