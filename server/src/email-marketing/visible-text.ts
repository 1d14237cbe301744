/*
 * Text that people have written, as a reader sees it. Joiners and variation selectors stay: emoji, Persian and many other scripts
 * need them.
 */

/** Bidi embeddings, overrides and isolates (UAX #9, section 2), control characters, and tag characters outside a flag: they hide or reorder text. */
const MISLEADING =
  /(\p{RGI_Emoji_Tag_Sequence})|[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?![\n\t])\p{Cc}/gv

/** Without what makes a reader see something else than what stands there. */
export function withoutMisleading(text: string): string {
  return text.replaceAll(MISLEADING, '$1')
}

/** Blanks, and what shows nothing by itself (UAX #44, Default_Ignorable_Code_Point, and blank letters and symbols beside it). */
const UNSEEN =
  /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFC\u{1D159}\u{13441}\u{13442}]/gu
const READABLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Whether a reader sees anything that they could type. */
export function isReadable(text: string): boolean {
  return READABLE.test(text.replaceAll(UNSEEN, ''))
}

/** Ignorable wherever they stand: joiners are not, since they change how their neighbours look. */
const NEVER_SEEN = /(?![\u200C\u200D])\p{Default_Ignorable_Code_Point}/gu
/** Joiners that join nothing: at an end, or after a letter of a script that has no joined forms. */
const IDLE_JOINERS =
  /(?<=^|[\p{White_Space}\p{N}\p{P}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}])[\u200C\u200D]+|[\u200C\u200D]+$/gu

/** Two texts that look the same to a reader are the same here, and no others: composed (NFC), blanks as one space, curly apostrophes straight. */
function asSeen(text: string): string {
  return withoutMisleading(text)
    .normalize('NFC')
    .replaceAll(NEVER_SEEN, '')
    .replaceAll(IDLE_JOINERS, '')
    .replaceAll(/\p{White_Space}+/gu, ' ')
    .replaceAll('’', "'")
    .trim()
}

/** Whether somebody has typed what they were shown. Never true for what shows nothing. */
export function isTyped(typed: string, shown: string): boolean {
  return isReadable(shown) && asSeen(typed) === asSeen(shown)
}
