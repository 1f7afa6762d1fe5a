/** The offline verifier as one HTML page. */
export function makeVerifier(): Promise<string>;
