/** A value of `application/x-www-form-urlencoded`; an invalid encoding is returned unchanged. */
export function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
