/** A thumbprint as we write it, or the SHA-256 in hexadecimals as certificates are shown; nothing when it is neither. */
export function thumbprintIn(text: string): string | undefined {
  if (/^[\w-]{43}$/.test(text)) return text;
  const hex = text.replaceAll(/[:\s]/g, '');
  return /^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, 'hex').toString('base64url') : undefined;
}
