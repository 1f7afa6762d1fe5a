import { signingRules } from '../custody/vocabulary/signing-rules.js';
import { ProtocolError, type Trust, type Verification, verifyFile } from '../protocol/index.js';

// The few parts of the browser that the page needs: the core is compiled without any.
interface PageElement {
  value: string;
  textContent: string;
  className: string;
  readonly files: ArrayLike<PageFile> | null;
  replaceChildren(...children: PageElement[]): void;
  append(...children: PageElement[]): void;
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
}
interface PageFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}
interface PageEvent {
  readonly dataTransfer?: { readonly files: ArrayLike<PageFile> } | null;
  preventDefault(): void;
}
interface Page {
  readonly body: PageElement;
  getElementById(id: string): PageElement;
  createElement(name: string): PageElement;
}
declare const self: {
  readonly document?: Page;
  custodyVerifier?: { readonly verify: typeof verify };
};

/** In words; `unusable` is what the reader got wrong. */
export type PageVerdict = Verification['verdict'] | 'unusable';

const HEADLINES: Readonly<Record<PageVerdict, string>> = {
  verified: 'Verified',
  consistent:
    'Consistent, but by its own word only: compare the key with one from a source you trust',
  failed: 'NOT verified',
  unusable: 'The key, the policy or what the ledger answered cannot be read',
};

interface Judged {
  readonly verdict: PageVerdict;
  readonly checks: Verification['checks'];
}

/** What the page shows of a file: the core's verdict, or why it could not be asked. */
export function verify(bytes: Uint8Array, trust: Trust): Judged {
  return judged(() => verifyFile(bytes, trust, signingRules));
}

function judged(ask: () => Verification): Judged {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof ProtocolError || error instanceof SyntaxError)) throw error;
    const check = { what: 'input', ok: false, detail: error.message };
    return { verdict: 'unusable', checks: [check] };
  }
}

/**
 * @param answer what `/.well-known/custody-ledger` answered
 * @throws SyntaxError for anything else
 */
function rotationsOf(answer: string): unknown {
  const value: unknown = JSON.parse(answer);
  if (typeof value === 'object' && value !== null && 'rotations' in value) return value.rotations;
  throw new SyntaxError('the answer of the ledger tells no rotations');
}

self.custodyVerifier = { verify };
if (self.document !== undefined) openPage(self.document);

function openPage(page: Page): void {
  let current: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  const element = (id: string): PageElement => page.getElementById(id);
  const textOf = (id: string): string | undefined => element(id).value.trim() || undefined;
  const trustGiven = (): Trust => {
    const answer = textOf('ledger');
    return {
      vkey: textOf('vkey')?.split(/\s+/),
      policy: element('policy').value || undefined,
      rotations: answer === undefined ? undefined : rotationsOf(answer),
    };
  };
  const show = (): void => {
    if (current === undefined) return;
    const { bytes } = current;
    const { verdict, checks } = judged(() => verifyFile(bytes, trustGiven(), signingRules));
    element('verdict').className = verdict;
    element('verdict').textContent = `${HEADLINES[verdict]}: ${current.name}`;
    element('checks').replaceChildren(...checks.map((check) => lineOf(page, check)));
  };
  const take = async (file: PageFile | undefined): Promise<void> => {
    if (file === undefined) return;
    current = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    show();
  };
  element('file').addEventListener('change', () => void take(element('file').files?.[0]));
  page.body.addEventListener('dragover', (event) => event.preventDefault());
  page.body.addEventListener('drop', (event) => {
    event.preventDefault();
    void take(event.dataTransfer?.files[0]);
  });
  for (const id of ['vkey', 'policy', 'ledger']) element(id).addEventListener('input', show);
}

function lineOf(page: Page, { what, ok, detail }: Verification['checks'][number]): PageElement {
  const line = page.createElement('li');
  line.className = ok ? 'holds' : 'broken';
  // Text, never markup: details quote what a stranger wrote.
  line.textContent = `${ok ? 'holds' : 'BROKEN'} \u2013 ${what}: ${detail}`;
  return line;
}
