import type { RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

/** Sets the headers that are the same on every answer: those of helmet, which are asked for once, and our own. */
export function sameHeaders(options: HelmetOptions, own: Readonly<Record<string, string>>): RequestHandler {
  const headers = [...headersOf(helmet(options)), ...Object.entries(own)];
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

function headersOf(handler: ReturnType<typeof helmet>): readonly [name: string, value: string][] {
  const headers: [name: string, value: string][] = [];
  const listener = {
    setHeader: (name: string, value: string) => void headers.push([name, value]),
    removeHeader: () => undefined,
  };
  type Exchange = Parameters<typeof handler>;
  handler({} as Exchange[0], listener as unknown as Exchange[1], () => undefined);
  if (headers.length === 0) throw new Error('helmet set no headers');
  return headers;
}
