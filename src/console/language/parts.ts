/**
 * Texts that only these modules show come when they do (by the name on the left). What the first page shows comes with it,
 * and everything else with the first page that is more: the build finds out which that is (`split-texts.mjs`).
 */
export const PARTS = {
  alerts: ['alerts/alerts-page.tsx', 'alerts/alert-page.tsx'],
  developers: ['developers/developers-page.tsx'],
  health: ['health/health-page.tsx'],
  log: ['log/log-page.tsx'],
  login: ['session/login-page.tsx'],
  parties: ['parties/parties-page.tsx', 'parties/party-page.tsx', 'parties/registry-page.tsx'],
  posting: ['post/post-page.tsx'],
  webhooks: ['webhooks/webhooks-page.tsx', 'webhooks/webhook-page.tsx'],
} as const;

/** `rules`: what rules look for, for the few pages that tell it at length. */
export type Part = keyof typeof PARTS | 'first' | 'common' | 'rules';
