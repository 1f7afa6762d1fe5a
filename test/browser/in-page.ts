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
