/** `{name}`, or `{name|what is said without it}`; a space before it goes with an empty one. */
export const PLACEHOLDER = /( ?)\{(\w+)(?:\|([^}]*))?\}(\.?)/g

/** A provider that is not named. */
const UNKNOWN = 'The provider'

type Values = Readonly<Record<string, string | number | null | undefined>>

/** Fills values into a sentence. */
export function fillIn(sentence: string, values: Values): string {
  return sentence.replace(PLACEHOLDER, (...[whole, space, name = '', otherwise, stop]: string[]) => {
    const text = String(
      values[name] ?? otherwise ?? (sentence.startsWith(whole ?? ' ') ? UNKNOWN : UNKNOWN.toLowerCase()),
    )
    // A value may be a sentence that ends with its own full stop.
    return (text === '' ? '' : space) + text + (/[.!?…]$/.test(text) ? '' : stop)
  })
}
