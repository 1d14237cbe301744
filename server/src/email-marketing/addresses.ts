/**
 * The one pattern for contacts' e-mail addresses: something, an @, and a host without blanks. What else an address may be is the
 * platform's to say; RFC 5322 allows far more than common patterns do, such as `a%b@x.example` and `o'hara/ed@x.example`.
 */
export function isAddress(text: string): boolean {
  return /^[^\p{Cc}]*[^\p{Cc}\s]@[^\p{Cc}\s@]+$/u.test(text)
}

/** All platforms take an address in capitals for the same one: it is the identity of a contact, whichever way it is typed. */
export function isSameAddress(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

export function plain(address: string): string {
  return address.normalize('NFC').trim().toLowerCase()
}
