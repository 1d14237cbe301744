import { withoutMisleading } from '../../kernel/foreign-text.ts'

/**
 * A name or text as it is compared: in any case, in any Unicode form, with any blanks between words, and without what assistants are not
 * shown.
 */
export function comparableText(text: string): string {
  return withoutMisleading(text).normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
