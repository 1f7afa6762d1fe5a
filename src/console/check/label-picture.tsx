import { useSay } from '../language/language.js';

/** What a QR code looks like to somebody who looks for one; it says nothing. */
const CORNERS = [
  [14, 14],
  [60, 14],
  [14, 60],
] as const;
const DOTS =
  'M40 16h8v8h-8zM42 34h6v6h-6zM60 42h8v8h-8zM42 52h8v6h-8zM72 60h10v8h-10zM56 72h8v8h-8z';

/** Where on a label the number stands. */
export function LabelPicture({ ucr }: { ucr: string }) {
  const say = useSay();
  return (
    <svg
      className="label-picture"
      viewBox="0 0 300 98"
      role="img"
      aria-label={say('check.picture')}
    >
      <rect className="sheet" x="1" y="1" width="298" height="96" rx="5" />
      <path d={DOTS} />
      {CORNERS.map(([x, y]) => (
        <path key={`${x} ${y}`} d={`M${x} ${y}h22v22h-22zm4 4v14h14v-14zm4 4h6v6h-6z`} />
      ))}
      <path className="rest" d="M106 20h60v7h-60zM106 70h150v6h-150zM106 82h110v6h-110z" />
      <rect className="place" x="100" y="34" width="190" height="28" rx="4" />
      <text x="195" y="53" textAnchor="middle" direction="ltr">
        {ucr}
      </text>
    </svg>
  );
}
