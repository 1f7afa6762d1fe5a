import type { Language } from '../../messages/messages.js';
import { FACES } from './come-texts.js';

/** Above what the service wrote into the page, which stays: it is all that there is to read. */
export function tellIncomplete(place: HTMLElement, language: Language): void {
  const { incomplete = '', reload = '' } = FACES[language] ?? {};
  const words = document.createElement('p');
  words.textContent = incomplete;
  const link = document.createElement('a');
  link.href = location.href;
  link.textContent = reload;
  // A link to where one is already, with a part after #, would not load anything.
  link.addEventListener('click', (event) => {
    event.preventDefault();
    location.reload();
  });
  const notice = document.createElement('div');
  notice.className = 'notice';
  notice.dataset['tone'] = 'bad';
  notice.setAttribute('role', 'alert');
  notice.append(words, link);
  place.prepend(notice);
}
