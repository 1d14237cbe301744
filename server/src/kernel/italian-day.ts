const BEFORE_VOWELS = { il: 'l’', al: 'all’', dal: 'dall’' } as const

/** Puts the article before a date that begins with its day: “dal 12 nov”, but “dall’8 nov”, as otto and undici begin with vowels. */
export function beforeItalianDay(article: keyof typeof BEFORE_VOWELS, date: string): string {
  return /^(?:8|11)\b/.test(date) ? `${BEFORE_VOWELS[article]}${date}` : `${article} ${date}`
}
