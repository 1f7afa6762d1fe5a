import { expect, it } from '@jest/globals';
import { newestRecorded, onRecorded, tellRecorded } from './recorded-news.js';

it('tells how far the log reaches at least, whatever order the answers come in', () => {
  const heard: number[] = [];
  const end = onRecorded(() => heard.push(newestRecorded()));
  tellRecorded(12);
  tellRecorded(9);
  end();
  tellRecorded(15);

  expect(heard).toEqual([12, 12]);
  expect(newestRecorded()).toBe(15);
});
