import { readFileSync } from 'node:fs';

/** The pictures of the documentation, of the demo's stories: who looks at which page, and what he waits for. */
const LAUNDERED = '/c/6RW311900264-GS2605';
const INSPECTOR = 'MINES-RW';

const EXPORTER = 'GISENYI-CPT';

/** As far as the last page before the signature. */
async function sealAContainer(page) {
  await page.getByLabel('Sealed', { exact: true }).check();
  await page.locator('main button.main').click();
  await page.waitForURL('**/post?at=*');
  await page.getByLabel('Number of the consignment').fill('6RW311900264-GS2605');
  const on = (name) => page.goto(page.url().replace(/at=[^&]*/u, `at=${name}`));
  await on('seals');
  await page.locator('main form input').first().fill('RW-H-91231');
  await on('place');
  await page.locator('main form input').first().fill('RWGYI');
  await on('check');
  await page.getByRole('heading', { name: 'Check your answers' }).waitFor();
}

export const SHOTS = [
  { name: 'consignment', path: LAUNDERED, as: INSPECTOR, waitFor: '.banner-proof[role=status]' },
  {
    name: 'consignment-phone',
    path: LAUNDERED,
    as: INSPECTOR,
    size: 'phone',
    waitFor: '.banner-proof[role=status]',
  },
  {
    name: 'proofs',
    path: LAUNDERED,
    as: INSPECTOR,
    waitFor: '.proof',
    act: async (page) => page.locator('#proof').evaluate((part) => part.scrollIntoView()),
  },
  {
    name: 'balance',
    path: LAUNDERED,
    as: INSPECTOR,
    waitFor: '.banner-proof[role=status]',
    act: async (page) => page.locator('#balance').evaluate((part) => part.scrollIntoView()),
  },
  { name: 'alerts', path: '/alerts', as: INSPECTOR, waitFor: '[data-row]' },
  {
    name: 'alert-dark',
    path: '/alerts',
    as: INSPECTOR,
    theme: 'dark',
    waitFor: '[data-row]',
    act: async (page) => {
      await page.locator('a[data-row]').first().click();
      await page.locator('#finding').waitFor();
    },
  },
  {
    name: 'incident',
    path: '/alerts',
    as: INSPECTOR,
    waitFor: '[data-row]',
    act: async (page) => {
      await page.locator('.incident a').first().click();
      await page.locator('[data-row]').first().click();
      await page.locator('#proofs button').click();
      await page.locator('#proofs .proof').waitFor();
      await page.locator('#incident').evaluate((part) => part.scrollIntoView());
    },
  },
  { name: 'demonstration', path: '/', waitFor: '.people' },
  {
    name: 'serials',
    path: '/post',
    as: 'GISENYI-CPT',
    waitFor: 'input[type=radio]',
    act: async (page) => {
      await page.getByLabel('Received', { exact: true }).check();
      await page.locator('main button.main').click();
      await page.waitForURL('**/post?at=*');
      await page.goto(page.url().replace(/at=.*/u, 'at=goods'));
      await page.getByLabel('Number of the lot or piece').fill('BOH-LOT7');
      await page.getByLabel('Customs code').fill('930190');
      await page.getByLabel('Quantity').fill('40');
      await page.getByLabel('Unit').selectOption('NAR');
      await page.locator('main button.main').click();
      await page.getByLabel('Serial numbers').fill('BO26-001001..BO26-001040');
    },
  },
  { name: 'label', path: `${LAUNDERED}/label`, waitFor: '.qr' },
  { name: 'log', path: '/log', waitFor: 'tbody tr' },
  { name: 'login', path: '/login', waitFor: 'input[type=file]' },
  { name: 'health', path: '/health', waitFor: 'section .facts' },
  { name: 'parties', path: '/parties', as: INSPECTOR, waitFor: 'tbody tr' },
  { name: 'webhooks', path: '/webhooks', as: INSPECTOR, waitFor: '#url' },
  { name: 'registry', path: '/registry', waitFor: '#party-id' },
  {
    name: 'developers',
    path: '/developers',
    waitFor: '#statement',
    act: async (page) => {
      await page.locator('#example').selectOption('DISPATCH');
      const text = await page.locator('#statement').inputValue();
      await page.locator('#statement').fill(text.replace('"RWKGL"', '"Kigali"'));
      await page.getByText('/place/locode').waitFor();
    },
  },
  { name: 'rules', path: '/rules', waitFor: '#CUSTODY_BREAK' },
  {
    name: 'file',
    path: LAUNDERED,
    as: INSPECTOR,
    waitFor: '.banner-proof[role=status]',
    act: async (page, { url }) => {
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save evidence' }).click();
      const saved = await saving;
      const buffer = readFileSync(await saved.path());
      await page.goto(`${url}/file`);
      const file = { name: saved.suggestedFilename(), mimeType: 'application/json', buffer };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.locator('.proof').first().waitFor();
    },
  },
  { name: 'party', path: `/parties/${EXPORTER}`, as: INSPECTOR, waitFor: '#keys-title' },
  { name: 'missing', path: '/c/of/nothing', waitFor: 'h1' },
  { name: 'post-start', path: '/post', as: EXPORTER, waitFor: 'input[type=radio]' },
  {
    name: 'post-check',
    path: '/post',
    as: EXPORTER,
    waitFor: 'input[type=radio]',
    act: sealAContainer,
  },
  // Last: these leave something in the ledger.
  {
    name: 'webhook',
    path: '/webhooks',
    as: INSPECTOR,
    waitFor: '#url',
    act: async (page) => {
      await page.locator('#url').fill('https://example.org/custody-alerts');
      await page.locator('main form button.main').click();
      await page.locator('main table a').first().click();
      await page.locator('#deliveries-title').waitFor();
    },
  },
  {
    name: 'post-receipt',
    path: '/post',
    as: EXPORTER,
    waitFor: 'input[type=radio]',
    act: async (page) => {
      await sealAContainer(page);
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await page.getByRole('heading', { name: 'In the log' }).waitFor();
    },
  },
];
