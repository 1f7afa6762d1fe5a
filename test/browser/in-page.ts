/** Tries to take the key out of the browser, as a hostile script would. Runs in the page. */
export const EXPORT_KEY = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('custody-console', 1);
  opening.onerror = reject;
  opening.onsuccess = () => {
    const found = opening.result.transaction('keys').objectStore('keys').get('current');
    found.onsuccess = () => {
      opening.result.close();
      crypto.subtle.exportKey('jwk', found.result.privateKey).then(() => resolve('exported'), ({ name }) => resolve(name));
    };
  };
})`;

/** How many consignments this browser could open without a network. Runs in the page. */
export const COPIES = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('custody-seen', 1);
  opening.onerror = reject;
  opening.onsuccess = () => {
    const found = opening.result.transaction('copies').objectStore('copies').count();
    found.onsuccess = () => { opening.result.close(); resolve(found.result); };
  };
})`;

/** How many answers this browser keeps: of its party's own, and such as everybody gets. Runs in the page. */
export const ANSWERS = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('custody-answers', 1);
  opening.onerror = reject;
  opening.onsuccess = () => {
    const found = opening.result.transaction('answers').objectStore('answers').getAllKeys();
    found.onsuccess = () => {
      opening.result.close();
      const own = found.result.filter((key) => !key.startsWith(' ')).length;
      resolve({ own, everybodys: found.result.length - own });
    };
  };
})`;

/** Holds a file over the page. Runs in the page. */
export const HELD = `(() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['{}'], 'held.json'));
  const about = { bubbles: true, cancelable: true, dataTransfer };
  document.querySelector('h1').dispatchEvent(new DragEvent('dragover', about));
})()`;

/** Lets go of a file over the page, or pastes it, as text. Runs in the page. */
export const GIVEN = (way: 'drop' | 'paste', text: string): string => `(() => {
  const data = new DataTransfer();
  const place = document.querySelector('h1');
  const about = { bubbles: true, cancelable: true };
  if (${JSON.stringify(way)} === 'paste') {
    data.setData('text/plain', ${JSON.stringify(text)});
    return place.dispatchEvent(new ClipboardEvent('paste', { ...about, clipboardData: data }));
  }
  data.items.add(new File([${JSON.stringify(text)}], 'dropped.custody.json'));
  place.dispatchEvent(new DragEvent('dragover', { ...about, dataTransfer: data }));
  return place.dispatchEvent(new DragEvent('drop', { ...about, dataTransfer: data }));
})()`;

/** As Chromium's own tools have it; bytes a second. */
export const SLOW_3G = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
};
export const VERDICT_MS = 1_500;
/** Milliseconds from the navigation until something was painted. Runs in the page. */
export const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') resolve(startTime);
  }).observe({ type: 'paint', buffered: true });
})`;
