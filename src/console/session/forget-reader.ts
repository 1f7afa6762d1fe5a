import { forgetChecked } from '../check/recently-checked.js';
import { forgetAnswers } from '../offline/answer-store.js';
import { forgetSeen } from '../offline/seen-store.js';
import { forgetPosting } from '../post/posting-store.js';

/** What nobody else of this device is to read goes with the key. */
export async function forgetReader(party: string | undefined): Promise<void> {
  if (party !== undefined) await forgetPosting(party);
  await forgetSeen();
  await forgetAnswers();
  forgetChecked(localStorage);
}
