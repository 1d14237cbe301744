/** A value of `application/x-www-form-urlencoded`; one that is not encoded is returned as it is. */
export function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
