/** A name or text as it is compared: in any case, in any Unicode form, and with any blanks between words. */
export function comparableText(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
