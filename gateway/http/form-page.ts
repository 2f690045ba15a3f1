import type { RequestHandler } from 'express';

/** A page with a form, which may send to this gateway alone; everything else stays as closed as on the other pages. */
export const asFormPage: RequestHandler = (_request, response, next) => {
  response.type('text/html');
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none';style-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
  );
  next();
};
