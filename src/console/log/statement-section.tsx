import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import {
  decodeUtf8,
  envelopeOfJson,
  isJsonObject,
  type JsonValue,
  kindOfPayloadType,
  statementHash,
  storedBytes,
  toHex,
} from '../../protocol/index.js';
import { Fault, loginAddress } from '../frame/fault.js';
import { Loading } from '../frame/loading.js';
import { useFormats, useSay } from '../language/language.js';
import { useSession } from '../session/session.js';
import { factsOf, type StatementFact } from './statement-facts.js';

/** What an entry of the log stands for, in words, to whom it is told; the log itself holds a hash of it. */
export function StatementSection({ hash }: { hash: string }) {
  const say = useSay();
  const { state } = useSession();
  if (state.kind === 'opening') return <Loading rows={3} />;
  if (state.kind === 'in') return <Told hash={hash} client={state.client} />;
  return (
    <p className="hint">
      {say('said.closed')} <Link href={loginAddress()}>{say('nav.login')}</Link>
    </p>
  );
}

function Told({ hash, client }: { hash: string; client: LedgerClient }) {
  const say = useSay();
  const told = useQuery({
    queryKey: ['statement', hash],
    staleTime: Infinity,
    queryFn: () => readStatement(hash, client),
  });
  if (told.error !== null) return <Fault error={told.error} retry={() => void told.refetch()} />;
  if (told.data === undefined) return <Loading rows={3} />;
  if (told.data === null) return <p className="hint">{say('said.notYours')}</p>;
  if (told.data === 'other')
    return (
      <p className="notice" data-tone="bad" role="alert">
        ✕ {say('said.other')}
      </p>
    );
  const { kind, payload } = told.data;
  return (
    <>
      <h3>{say('said.title')}</h3>
      <dl className="facts">
        {factsOf(kind, payload, say).map((fact) => (
          <FactLine key={fact.label} fact={fact} />
        ))}
      </dl>
      <details>
        <summary>{say('said.whole')}</summary>
        <pre className="code-box mono" dir="ltr">
          {JSON.stringify(payload, null, 2)}
        </pre>
      </details>
    </>
  );
}

function FactLine({ fact: { label, texts, isTime, isFree, href } }: { fact: StatementFact }) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <>
      <dt>{say(label)}</dt>
      <dd dir={isFree ? 'auto' : undefined}>
        {texts.map((text, at) => (
          <div key={`${at} ${text}`}>
            {href === undefined ? (
              <bdi>{isTime ? time(text) : text}</bdi>
            ) : (
              <Link href={href}>
                <bdi className="mono">{text}</bdi>
              </Link>
            )}
          </div>
        ))}
      </dd>
    </>
  );
}

interface ReadStatement {
  readonly kind: ReturnType<typeof kindOfPayloadType>;
  readonly payload: Readonly<Record<string, JsonValue>>;
}

/** @returns `null` for what is not told to this reader, `other` for what has not the hash that the log holds */
async function readStatement(
  hash: string,
  client: LedgerClient,
): Promise<ReadStatement | 'other' | null> {
  try {
    const { envelope: json } = await client.statement(hash);
    const envelope = envelopeOfJson(json);
    if (toHex(statementHash(storedBytes(envelope))) !== hash) return 'other';
    const payload: JsonValue = JSON.parse(decodeUtf8(envelope.payload));
    if (!isJsonObject(payload)) return 'other';
    return { kind: kindOfPayloadType(envelope.payloadType), payload };
  } catch (error) {
    if (error instanceof ProblemError && (error.status === 404 || error.status === 403))
      return null;
    throw error;
  }
}
