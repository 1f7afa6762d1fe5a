import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { CheckPage } from './check/check-page.js';
import { Footer } from './frame/footer.js';
import { Masthead } from './frame/masthead.js';
import { NothingHere } from './frame/nothing-here.js';
import { PageBoundary } from './frame/page-boundary.js';
import { useStartAtTop } from './frame/use-start-at-top.js';
import { Waiting } from './frame/waiting.js';
import { useSay } from './language/language.js';
import { page } from './page-file.js';
import { ProvenancePage } from './provenance/provenance-page.js';
import { ClockNote } from './rehearsal/clock-note.js';
import { useSession } from './session/session.js';

const LoginPage = page(async () => (await import('./session/login-page.js')).LoginPage, 'login');
const FilePage = page(async () => (await import('./check/file-page.js')).FilePage);
const AlertsPage = page(async () => (await import('./alerts/alerts-page.js')).AlertsPage, 'alerts');
const AlertPage = page(async () => (await import('./alerts/alert-page.js')).AlertPage, 'alerts');
const PostPage = page(async () => {
  await import('./frame/schema-settings.js');
  return (await import('./post/post-page.js')).PostPage;
}, 'posting');
const OutboxSender = page(async () => (await import('./post/outbox-sender.js')).OutboxSender);
const LogPage = page(async () => (await import('./log/log-page.js')).LogPage, 'log');
const RulesPage = page(async () => (await import('./rules/rules-page.js')).RulesPage);
const HealthPage = page(async () => (await import('./health/health-page.js')).HealthPage, 'health');
const DevelopersPage = page(async () => {
  await import('./frame/schema-settings.js');
  return (await import('./developers/developers-page.js')).DevelopersPage;
}, 'developers');
const PartiesPage = page(
  async () => (await import('./parties/parties-page.js')).PartiesPage,
  'parties',
);
const PartyPage = page(async () => (await import('./parties/party-page.js')).PartyPage, 'parties');
const RegistryPage = page(
  async () => (await import('./parties/registry-page.js')).RegistryPage,
  'parties',
);
const WebhooksPage = page(
  async () => (await import('./webhooks/webhooks-page.js')).WebhooksPage,
  'webhooks',
);
const WebhookPage = page(
  async () => (await import('./webhooks/webhook-page.js')).WebhookPage,
  'webhooks',
);
const LabelPage = page(async () => (await import('./provenance/label-page.js')).LabelPage);

export function App() {
  const say = useSay();
  const { state } = useSession();
  useStartAtTop();
  const hasKey = state.kind !== 'opening' && 'key' in state && state.key !== undefined;
  return (
    <>
      <div>
        <a className="skip" href="#content">
          {say('frame.skip')}
        </a>
        <Masthead />
        <ClockNote />
      </div>
      <PageBoundary>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/" component={CheckPage} />
            <Route path="/c/:ucr">{({ ucr }) => <ProvenancePage ucr={ucr} key={ucr} />}</Route>
            <Route path="/c/:ucr/label">{({ ucr }) => <LabelPage ucr={ucr} />}</Route>
            <Route path="/file" component={FilePage} />
            <Route path="/login" component={LoginPage} />
            <Route path="/alerts" component={AlertsPage} />
            <Route path="/alerts/:id">{({ id }) => <AlertPage id={id} key={id} />}</Route>
            <Route path="/post" component={PostPage} />
            <Route path="/log" component={LogPage} />
            <Route path="/rules" component={RulesPage} />
            <Route path="/health" component={HealthPage} />
            <Route path="/developers" component={DevelopersPage} />
            <Route path="/parties" component={PartiesPage} />
            <Route path="/parties/:id">{({ id }) => <PartyPage id={id} key={id} />}</Route>
            <Route path="/registry" component={RegistryPage} />
            <Route path="/webhooks" component={WebhooksPage} />
            <Route path="/webhooks/:id">{({ id }) => <WebhookPage id={id} key={id} />}</Route>
            <Route component={NothingHere} />
          </Switch>
        </Suspense>
      </PageBoundary>
      <Footer />
      {hasKey ? (
        <Suspense fallback={null}>
          <OutboxSender />
        </Suspense>
      ) : null}
    </>
  );
}
