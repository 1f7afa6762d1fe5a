/** Preferences live in cookies so that the service writes the page in them: no flash of another language or theme. */
const YEAR_S = 31_536_000;

export function cookie(name: string): string | undefined {
  const prefix = `${name}=`;
  const found = document.cookie.split('; ').find((part) => part.startsWith(prefix));
  return found?.slice(prefix.length);
}

/** @param value of letters only */
export function setCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_S}; SameSite=Strict`;
}
