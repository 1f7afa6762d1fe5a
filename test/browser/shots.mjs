/** The pictures of the documentation, of the demo's stories: who looks at which page, and what he waits for. */
const LAUNDERED = '/c/6RW311900264-GS2605';
const INSPECTOR = 'MINES-RW';

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
];
