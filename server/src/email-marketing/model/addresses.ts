/**
 * Whether a text can be an email address: something, an @, and a host without blanks. The provider decides the rest; RFC 5322 allows more
 * than most patterns, such as `a%b@x.example` and `o'hara/ed@x.example`.
 */
export function isAddress(text: string): boolean {
  // Invisible characters would create a second contact of the same person.
  return !INVISIBLE.test(text) && /^.*\S@[^\s@]+$/u.test(text)
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u

/** Whether two addresses are the same contact: all providers ignore case. */
export function isSameAddress(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

/** An email address in the form in which addresses are compared: NFC, without blanks around it, in lower case. */
export function plain(address: string): string {
  return address.normalize('NFC').trim().toLowerCase()
}
