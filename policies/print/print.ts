import type { Handreiking } from '../handreiking.ts';
import type { SourceFile } from '../read-file.ts';
import type { Counsel } from './counsel.ts';
import type { Imprint, Page } from './document.ts';
import { agreementsPage, counselPage, indexPage } from './general-pages.ts';
import { asHtml } from './html.ts';
import { asMarkdown } from './markdown.ts';
import { partnerSheet } from './partner-sheet.ts';
import { purposePage } from './purpose-page.ts';
import { STYLE } from './style.ts';

/**
 * The handreiking as a document for people: an index, a page per purpose, a sheet per kind of partner, each as Markdown and as
 * HTML that prints on A4, with the version on it. The same handreiking always gives the same bytes.
 */
export function printHandreiking(
  handreiking: Handreiking,
  version: string,
  counsel: Counsel,
): readonly SourceFile[] {
  const imprint: Imprint = { version, inForceFrom: newestDate(handreiking) };
  const pages: readonly Page[] = [
    indexPage(handreiking, imprint),
    counselPage(counsel),
    agreementsPage(handreiking),
    ...[...handreiking.purposes.values()].map(purpose => purposePage(handreiking, purpose)),
    ...[...handreiking.roles.values()].map(role => partnerSheet(handreiking, counsel, role)),
  ];
  return [
    { path: 'handreiking.css', text: STYLE },
    ...pages.flatMap(page => [
      { path: `${page.id}.md`, text: asMarkdown(page, imprint) },
      { path: `${page.id}.html`, text: asHtml(page, imprint) },
    ]),
  ];
}

const newestDate = ({ rules }: Handreiking): string =>
  rules.map(({ inForceFrom }) => inForceFrom).reduce((newest, date) => (date > newest ? date : newest), '');
