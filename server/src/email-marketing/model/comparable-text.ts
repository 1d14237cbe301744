import { withoutMisleading } from '../../kernel/foreign-text.ts'

/**
 * A name or text in the form in which it is compared: regardless of case, Unicode form and blanks, and without characters that assistants
 * are not shown.
 */
export function comparableText(text: string): string {
  return withoutMisleading(text).normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
