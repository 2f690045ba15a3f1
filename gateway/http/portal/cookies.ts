import type { Request, Response } from 'express';

/** A cookie that only our own pages set and read. `__Host-` binds it to this host and to TLS; the loopback has no TLS. */
const nameOf = (name: string, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name);

export function readCookie(request: Request, name: string, isSecure: boolean): string | undefined {
  const wanted = `${nameOf(name, isSecure)}=`;
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map(each => each.trim())
    .filter(each => each.startsWith(wanted));
  // Two of one name: somebody else put one there.
  const [only] = found;
  return found.length === 1 ? only?.slice(wanted.length) : undefined;
}

/** For as long as the browser is open, never readable by a script, and not sent along from other sites' forms. */
export function setCookie(response: Response, name: string, value: string, isSecure: boolean): void {
  response.cookie(nameOf(name, isSecure), value, {
    httpOnly: true,
    secure: isSecure,
    sameSite: 'lax',
    path: '/',
  });
}

export function dropCookie(response: Response, name: string, isSecure: boolean): void {
  response.clearCookie(nameOf(name, isSecure), {
    httpOnly: true,
    secure: isSecure,
    sameSite: 'lax',
    path: '/',
  });
}
