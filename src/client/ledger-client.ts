import type { Envelope } from '../protocol/index.js';
import type { AlertCounts, AlertDetail, AlertFilter, AlertSummary } from './alert-answers.js';
import { type AlertStreamOptions, type StreamedAlert, streamAlerts } from './alert-stream.js';
import type {
  Appended,
  FeedPage,
  Page,
  PartyAnswer,
  RecordedStatement,
  Recoveries,
  SearchResult,
  SiteAnswer,
  WellKnown,
} from './answers.js';
import { ApiConnection } from './api-connection.js';
import {
  batchBody,
  batchContentType,
  type BatchForm,
  type BatchResult,
  batchResults,
} from './batch-answers.js';
import type { ItemAnswer, ProvenanceAnswer } from './provenance-answer.js';
import { UnreachableError } from './problem-error.js';
import { type LoggedIn, type LoginKey, Session } from './session.js';
import { Transport, type TransportOptions } from './transport.js';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookRequest,
} from './webhook-answers.js';

export interface LedgerClientOptions extends TransportOptions {
  /** With a key the client logs in when it must, and again before its token lapses. */
  readonly key?: LoginKey;
  /** The service's public address, where it is not `url` (a login is meant for one address). */
  readonly audience?: string;
}

const WELL_KNOWN = '.well-known/custody-ledger';

interface PageOptions {
  readonly limit?: number;
  readonly cursor?: string;
}

/**
 * The HTTP API of a custody ledger. Every method throws {@link ProblemError} for a refusal and {@link UnreachableError}
 * when there was no answer after all tries. Nothing the service says is verified here: receipts, statements and
 * bundles are checked with `checkReceipt` and its kin of the protocol.
 *
 * @example
 * const client = new LedgerClient({ url: 'http://127.0.0.1:3000', key: { party: 'P-GATARE', jwk } });
 * const { origin } = await client.wellKnown();
 * const envelope = await signWith('event', { schema: 'custody-event/1', ledger: origin, … }, [signerOfJwk(jwk)]);
 * const { receipt } = await client.postEvent(envelope);
 */
export class LedgerClient {
  private readonly api: ApiConnection;
  private readonly session: Session | undefined;
  private known: Promise<WellKnown> | undefined;

  constructor(options: LedgerClientOptions) {
    const transport = new Transport(options);
    const { key, audience = options.url.replace(/\/+$/u, '') } = options;
    const ledger = async () => (await this.wellKnown()).origin;
    this.session = key && new Session({ transport, key, audience, ledger });
    this.api = new ApiConnection(transport, this.session);
  }

  /** Origin, verification key and limits; asked for once. */
  wellKnown(): Promise<WellKnown> {
    this.known ??= this.api
      .get<WellKnown | null>(WELL_KNOWN, {}, true)
      .then(told)
      .catch((error: unknown) => {
        this.known = undefined;
        throw error;
      });
    return this.known;
  }

  /** The same, asked again and past every cache: after a rotation it has another key. */
  async wellKnownNow(): Promise<WellKnown> {
    return told(await this.api.getFresh<WellKnown | null>(WELL_KNOWN));
  }

  /** The published checkpoint: a signed note, with witnesses' cosignatures. */
  checkpoint(): Promise<string> {
    return this.api.text('log/checkpoint');
  }

  /** Losses that the ledger has declared, oldest first; usually none. */
  recoveries(): Promise<Recoveries> {
    return this.api.get('log/recoveries', {}, true);
  }

  /** A tile or entry bundle by its path below `/log/`, such as `tile/0/000` (`tilePath` of the protocol). */
  tile(path: string): Promise<Uint8Array> {
    return this.api.bytes(`log/${path}`, 'application/octet-stream');
  }

  /** Logs in now instead of with the first request that needs it; `undefined` without a key. */
  async logIn(): Promise<LoggedIn | undefined> {
    return this.session?.loggedIn();
  }

  postEvent(envelope: Envelope): Promise<Appended> {
    return this.api.append('v1/events', envelope);
  }

  /** Up to 1,000 events; each is judged alone, and a refused one is a result, not an exception. */
  async postEvents(
    envelopes: readonly Envelope[],
    form: BatchForm = 'json',
  ): Promise<BatchResult[]> {
    const body = batchBody(envelopes, form);
    const answer = await this.api.post('v1/events', batchContentType(form), body);
    return batchResults(await this.api.json(answer), envelopes.length);
  }

  postRegistration(envelope: Envelope): Promise<Appended> {
    return this.api.append('v1/registrations', envelope);
  }

  /** A statement with its entry and a receipt against the published checkpoint, or the signed head of `size`. */
  statement(hash: string, options: { readonly size?: number } = {}): Promise<RecordedStatement> {
    return this.api.get(`v1/statements/${encodeURIComponent(hash)}`, { ...options });
  }

  /** Statements the caller may read, in log order. Begin again later with `after: page.scannedTo`. */
  feed(options: { readonly after?: number; readonly limit?: number } = {}): Promise<FeedPage> {
    return this.api.get('v1/feed', { ...options });
  }

  /** The provenance answer of the newest consignment of a UCR, or of an exact `<UCR>;<year>`. */
  consignment(
    ucr: string,
    options: { readonly asOf?: number | string } = {},
  ): Promise<ProvenanceAnswer> {
    return this.api.get(`v1/consignments/${encodeURIComponent(ucr)}`, { ...options });
  }

  /** The evidence bundle of a consignment, byte for byte as the ledger signed for it: check it with `verifyFile`. */
  evidence(ucr: string, options: { readonly asOf?: number | string } = {}): Promise<Uint8Array> {
    return this.api.bytes(evidencePath(ucr, options), 'application/json');
  }

  /** The same to print: a PDF with the bundle attached. */
  evidencePdf(ucr: string, options: { readonly asOf?: number | string } = {}): Promise<Uint8Array> {
    return this.api.bytes(evidencePath(ucr, options), 'application/pdf');
  }

  item(itemId: string, options: { readonly asOf?: number | string } = {}): Promise<ItemAnswer> {
    return this.api.get(`v1/items/${encodeURIComponent(itemId)}`, { ...options });
  }

  /** By UCR, container, seal, serial, tag, document number or item id. */
  search(q: string, options: { readonly limit?: number } = {}): Promise<Page<SearchResult>> {
    return this.api.get('v1/search', { q, ...options });
  }

  alerts(filter: AlertFilter = {}): Promise<Page<AlertSummary>> {
    return this.api.get('v1/alerts', { ...filter });
  }

  /** @param dueBefore RFC 3339, UTC: counted as due is what nobody has acknowledged and somebody has to before then */
  alertCounts(dueBefore: string): Promise<AlertCounts> {
    return this.api.get('v1/alerts/counts', { dueBefore });
  }

  alert(id: string): Promise<AlertDetail> {
    return this.api.get(`v1/alerts/${encodeURIComponent(id)}`);
  }

  /** Posts a signed decision on an alert. */
  decide(alert: string, envelope: Envelope): Promise<Appended> {
    return this.api.append(`v1/alerts/${encodeURIComponent(alert)}/decisions`, envelope);
  }

  /** Alerts as they change, without end and without loss: it connects again after every break. */
  alertStream(options: AlertStreamOptions = {}): AsyncGenerator<StreamedAlert, void, undefined> {
    return streamAlerts(this.api, options);
  }

  parties(options: PageOptions = {}): Promise<Page<PartyAnswer>> {
    return this.api.get('v1/parties', { ...options });
  }

  party(id: string): Promise<PartyAnswer> {
    return this.api.get(`v1/parties/${encodeURIComponent(id)}`);
  }

  sites(options: PageOptions = {}): Promise<Page<SiteAnswer>> {
    return this.api.get('v1/sites', { ...options });
  }

  site(id: string): Promise<SiteAnswer> {
    return this.api.get(`v1/sites/${encodeURIComponent(id)}`);
  }

  webhooks(): Promise<Page<Webhook>> {
    return this.api.get('v1/webhooks');
  }

  webhook(id: string): Promise<Webhook> {
    return this.api.get(`v1/webhooks/${encodeURIComponent(id)}`);
  }

  createWebhook(request: WebhookRequest): Promise<NewWebhook> {
    return this.api.change('POST', 'v1/webhooks', request);
  }

  changeWebhook(id: string, change: WebhookChange): Promise<Webhook> {
    return this.api.change('PATCH', `v1/webhooks/${encodeURIComponent(id)}`, change);
  }

  async deleteWebhook(id: string): Promise<void> {
    await this.api.change('DELETE', `v1/webhooks/${encodeURIComponent(id)}`);
  }

  /** Changes the secret: for 24 hours messages are signed with both. */
  rotateWebhookSecret(id: string): Promise<NewWebhook> {
    return this.api.change('POST', `v1/webhooks/${encodeURIComponent(id)}/secret`);
  }

  /** Sends a message that tells nothing. */
  testWebhook(id: string): Promise<WebhookDelivery> {
    return this.api.change('POST', `v1/webhooks/${encodeURIComponent(id)}/test`);
  }

  webhookDeliveries(id: string, options: PageOptions = {}): Promise<Page<WebhookDelivery>> {
    return this.api.get(`v1/webhooks/${encodeURIComponent(id)}/deliveries`, { ...options });
  }

  /** Sends a message again, with the same `webhook-id`. */
  redeliver(webhook: string, delivery: string): Promise<WebhookDelivery> {
    const path = `v1/webhooks/${encodeURIComponent(webhook)}/deliveries/${encodeURIComponent(delivery)}`;
    return this.api.change('POST', `${path}/redeliver`);
  }
}

/** What a ledger tells of itself, or an empty page of whatever stands before it. */
function told(answer: WellKnown | null): WellKnown {
  if (typeof answer === 'object' && answer !== null) return answer;
  throw new UnreachableError('the answer does not tell of a ledger');
}

function evidencePath(ucr: string, { asOf }: { readonly asOf?: number | string }): string {
  const query = asOf === undefined ? '' : `?asOf=${encodeURIComponent(asOf)}`;
  return `v1/consignments/${encodeURIComponent(ucr)}/evidence${query}`;
}
