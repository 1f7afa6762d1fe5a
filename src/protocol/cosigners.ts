import { isQuorum, type Policy } from './policy.js';
import { formatNote, isLineOf, openNote, parseNote } from './note.js';

/** What one line under a checkpoint, other than the log's own, is worth to who has the policy. */
export type CosignerLine =
  | { readonly name: string; readonly standing: 'verified'; readonly time: number }
  | { readonly name: string; readonly standing: 'failed' }
  /** No key of the policy has this name and id. */
  | { readonly name: string; readonly standing: 'unknown' };

export interface CosignerReport {
  readonly lines: readonly CosignerLine[];
  /** Witnesses of the policy that have no line. */
  readonly missing: readonly string[];
  readonly quorum: string;
  readonly hasQuorum: boolean;
}

/**
 * Looks at the lines of witnesses one by one, where {@link openWithPolicy} tells only whether they do: a reader is to see
 * which of them failed. Witnesses are called as the policy calls them, lines of unknown keys as they call themselves.
 *
 * @param noteText - a checkpoint that the log's key has signed
 * @throws ProtocolError `malformed-note`
 */
export function reportCosigners(noteText: string, policy: Policy): CosignerReport {
  const { text, signatures } = parseNote(noteText);
  const origin = text.slice(0, text.indexOf('\n'));
  const lines = signatures
    .filter(({ name }) => name !== origin)
    .map((line): CosignerLine => {
      const witness = policy.witnesses.find(({ key }) => isLineOf(line, key));
      if (witness === undefined) return { name: line.name, standing: 'unknown' };
      const { name, key } = witness;
      const opened = openNote(formatNote({ text, signatures: [line] }), [key]);
      const time = opened.ok ? opened.verifiedBy[0]?.time : undefined;
      if (time === undefined) return { name, standing: 'failed' };
      return { name, standing: 'verified', time };
    });
  const known = lines.filter(({ standing }) => standing !== 'unknown').map(({ name }) => name);
  const held = lines.filter(({ standing }) => standing === 'verified').map(({ name }) => name);
  return {
    lines,
    missing: policy.witnesses.map(({ name }) => name).filter((name) => !known.includes(name)),
    quorum: policy.quorum,
    hasQuorum: isQuorum(policy, held),
  };
}
