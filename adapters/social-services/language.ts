const LANGUAGES = new Intl.DisplayNames('nl', { type: 'language' });

/** The language someone speaks, when it is not Dutch; `code` as ISO 639-3. */
export function otherLanguage(code: string | undefined): string | undefined {
  if (code === undefined || !/^[a-z]{3}$/.test(code) || code === 'nld') return undefined;
  return `taal: ${LANGUAGES.of(code) ?? code}`;
}
