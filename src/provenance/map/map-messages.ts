/** What the map's thread is asked, and what it answers; bytes travel as they are. */
export type MapTask =
  /** Outputs of the VRF, one after another. */
  | { readonly type: 'outputs'; readonly seed: Uint8Array; readonly subjects: readonly string[] }
  | { readonly type: 'proof'; readonly seed: Uint8Array; readonly subject: string }
  | {
      readonly type: 'update';
      /** Encoded pages by path. */
      readonly pages: ReadonlyMap<string, Uint8Array>;
      readonly leaves: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[];
    };

export type MapAnswer =
  | { readonly type: 'outputs'; readonly outputs: readonly Uint8Array[] }
  | { readonly type: 'proof'; readonly proof: Uint8Array; readonly output: Uint8Array }
  | {
      readonly type: 'update';
      readonly pages: ReadonlyMap<string, Uint8Array>;
      readonly root: Uint8Array;
    };
