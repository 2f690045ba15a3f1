import type { SourceFile } from './read-file.ts';

/**
 * The version of a handreiking is the SHA-256 of its files: paths and texts in canonical order. A comment or a space counts
 * too, because what two people sign is what they read.
 */
export async function versionOf(files: readonly SourceFile[]): Promise<string> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const canonical = JSON.stringify(sorted.map(({ path, text }) => [path, text.replaceAll('\r\n', '\n')]));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical));
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
