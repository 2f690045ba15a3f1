import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { LANGUAGES } from '../../../portal/texts/translation.ts';
import { PageProblem } from './page-problem.ts';

/** The recordings there are, by the address at which a page finds them. */
export type Recordings = ReadonlyMap<string, string>;

const NAME = /^[a-zA-Z]{2,40}\.[a-z0-9-]{2,40}\.mp3$/;

/**
 * Looks once, at the start, which pages somebody read aloud: `<language>/<page>.<version>.mp3`. What has another version is not
 * found, so that nobody hears an older text than they see.
 */
export function recordingsIn(folder: string | undefined): Recordings {
  if (folder === undefined) return new Map();
  return new Map(
    LANGUAGES.flatMap(language =>
      filesIn(join(folder, language)).map(
        name => [`/geluid/${language}/${name}`, join(folder, language, name)] as const,
      ),
    ),
  );
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(name => NAME.test(name));
  } catch {
    return [];
  }
}

/** `GET /geluid/:taal/:bestand`: what was found at the start, and nothing else of the disk. */
export const recordingRoute =
  (recordings: Recordings): RequestHandler =>
  (request, response, next) => {
    const path = recordings.get(request.path);
    if (path === undefined) throw new PageProblem('niet-gevonden');
    response.sendFile(path, { headers: { 'Content-Type': 'audio/mpeg' }, dotfiles: 'allow' }, error => {
      if (error !== undefined) next(error);
    });
  };
