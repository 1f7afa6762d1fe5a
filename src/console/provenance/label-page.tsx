import { encodeQR } from 'qr';
import { Link } from 'wouter';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';

/** Modules of light around the symbol: ISO/IEC 18004 asks for four. */
const QUIET = 4;
/** Up to here a number is printed large on a narrow label too. */
const SHORT = 22;

/**
 * What is stuck on the goods or their papers: the number, and a QR code of the address where it is checked. It tells
 * nothing that the number does not, so it needs no login.
 */
export function LabelPage({ ucr }: { ucr: string }) {
  const say = useSay();
  const address = `${location.origin}/c/${encodeURIComponent(ucr)}`;
  return (
    <Page title={say('label.title')} intro={say('label.intro')}>
      <div className="actions">
        <button type="button" className="main" onClick={() => print()}>
          {say('take.print')}
        </button>
        <Link href={`/c/${encodeURIComponent(ucr)}`} className="button">
          {say('label.back')}
        </Link>
      </div>
      <section className="label" aria-label={say('label.title')}>
        <p className="label-number" data-long={ucr.length > SHORT ? 'yes' : undefined}>
          <span className="hidden">{say('banner.consignment')} </span>
          <bdi dir="ltr">{ucr}</bdi>
        </p>
        <QrCode text={address} title={say('label.code', { address })} />
        <div>
          <p>{say('label.check')}</p>
          <p className="mono" dir="ltr">
            {location.origin}/c/
            <wbr />
            {encodeURIComponent(ucr)}
          </p>
        </div>
      </section>
    </Page>
  );
}

/** One path of squares: it stays sharp at any size, and needs no picture that the policy would have to let in. */
function QrCode({ text, title }: { text: string; title: string }) {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const squares = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      role="img"
      aria-label={title}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
