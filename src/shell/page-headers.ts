import type { FastifyReply } from 'fastify';

export const REPORTS_PATH = '/console/csp-reports';

/**
 * Nothing inline, nothing from elsewhere, no `unsafe-*`. Scripts get their addresses from one Trusted Types policy,
 * which lets only our own worker pass.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types custody',
  `report-uri ${REPORTS_PATH}`,
].join('; ');

/** It fetches from us, and does nothing else. */
export const SERVICE_WORKER_POLICY = `default-src 'none'; connect-src 'self'; report-uri ${REPORTS_PATH}`;

/** A page that is only to be saved. */
export const DOWNLOAD_POLICY = `sandbox; default-src 'none'; frame-ancestors 'none'`;

/** Consignment ids stand in addresses: no page of ours tells another site where its reader comes from. */
export function setPageHeaders(reply: FastifyReply): void {
  void reply
    .header('content-security-policy', POLICY)
    .header('permissions-policy', 'camera=(self), geolocation=(), microphone=()')
    .header('cache-control', 'no-store')
    .header('vary', 'Cookie, Accept-Language')
    .type('text/html; charset=utf-8');
}
