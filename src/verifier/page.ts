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

/** In words; `unusable` is a key or a policy that the reader got wrong. */
export type PageVerdict = Verification['verdict'] | 'unusable';

const HEADLINES: Readonly<Record<PageVerdict, string>> = {
  verified: 'Verified',
  consistent:
    'Consistent, but by its own word only: compare the key with one from a source you trust',
  failed: 'NOT verified',
  unusable: 'The key or the policy cannot be read',
};

/** What the page shows of a file: the core's verdict, or why it could not be asked. */
export function verify(
  bytes: Uint8Array,
  trust: Trust,
): { readonly verdict: PageVerdict; readonly checks: Verification['checks'] } {
  try {
    return verifyFile(bytes, trust);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const check = { what: 'input', ok: false, detail: error.message };
    return { verdict: 'unusable', checks: [check] };
  }
}

self.custodyVerifier = { verify };
if (self.document !== undefined) openPage(self.document);

function openPage(page: Page): void {
  let current: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  const element = (id: string): PageElement => page.getElementById(id);
  const textOf = (id: string): string | undefined => element(id).value.trim() || undefined;
  const show = (): void => {
    if (current === undefined) return;
    const policy = element('policy').value;
    const trust = {
      vkey: textOf('vkey'),
      policy: policy.trim() === '' ? undefined : `${policy.trimEnd()}\n`,
    };
    const { verdict, checks } = verify(current.bytes, trust);
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
  for (const id of ['vkey', 'policy']) element(id).addEventListener('input', show);
}

function lineOf(page: Page, { what, ok, detail }: Verification['checks'][number]): PageElement {
  const line = page.createElement('li');
  line.className = ok ? 'holds' : 'broken';
  // Text, never markup: details quote what a stranger wrote.
  line.textContent = `${ok ? 'holds' : 'BROKEN'} \u2013 ${what}: ${detail}`;
  return line;
}
