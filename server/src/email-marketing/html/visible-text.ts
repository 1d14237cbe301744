import { withoutMisleading } from '../../kernel/foreign-text.ts'

/*
 * Text from people as a reader sees it. Joiners and variation selectors are kept: emoji, Persian and many other scripts need them.
 */

/** Blanks and invisible characters (UAX #44, Default_Ignorable_Code_Point, and blank letters and symbols). */
const UNSEEN =
  /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFC\u{1D159}\u{13441}\u{13442}]/gu
const READABLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Whether a reader sees anything that they can type. */
export function isReadable(text: string): boolean {
  return READABLE.test(text.replaceAll(UNSEEN, ''))
}

/** Characters that are always ignorable; joiners are not, because they change how adjacent letters look. */
const NEVER_SEEN = /(?![\u200C\u200D])\p{Default_Ignorable_Code_Point}/gu
/** Joiners without effect: at an end, or after a letter of a script without joined forms. */
const IDLE_JOINERS =
  /(?<=^|[\p{White_Space}\p{N}\p{P}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}])[\u200C\u200D]+|(?<![\u200C\u200D])[\u200C\u200D]+$/gu

/** Text in quotes that nothing in it can end. */
export function inQuotes(text: string): string {
  return `“${text.replaceAll(/["“”]/g, '’')}”`
}

/** Normalizes texts that look the same: NFC, blanks as one space, one kind of apostrophe and quotation mark, escaped ones too. */
function asSeen(text: string): string {
  return withoutMisleading(text)
    .normalize('NFC')
    .replaceAll(NEVER_SEEN, '')
    .replaceAll(IDLE_JOINERS, '')
    .replaceAll(/\p{White_Space}+/gu, ' ')
    .replaceAll(/["“”’]/g, "'")
    .replaceAll(/\\(['\\])/g, '$1')
    .trim()
}

/** Whether a user has typed what they were shown, with or without the quotes around it. Never true for invisible text. */
export function isTyped(typed: string, shown: string): boolean {
  const seen = asSeen(shown)
  const given = asSeen(typed)
  return isReadable(shown) && (given === seen || given === `'${seen}'`)
}
