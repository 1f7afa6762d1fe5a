/** Made by `split-texts.mjs` of the files in `src/messages/languages`. */
declare module 'virtual:languages' {
  type Texts = import('../../messages/texts.js').Texts;

  export const FACES: Readonly<
    Record<string, Pick<Texts, 'name' | 'direction' | 'incomplete' | 'reload'>>
  >;
  export const LOADERS: Readonly<
    Record<
      string,
      Readonly<Record<import('./parts.js').Part, () => Promise<{ texts: PartOfTexts }>>>
    >
  >;

  export interface PartOfTexts {
    readonly messages?: Partial<Texts['messages']>;
    readonly findings?: Texts['findings'];
    readonly ruleTexts?: Texts['ruleTexts'];
  }
}
