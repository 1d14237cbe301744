/** `{name}`, or `{name|text without it}`. The space before it is dropped if it is filled with nothing. */
export const PLACEHOLDER = /( ?)\{(\w+)(?:\|([^}]*))?\}(\.?)/g

/** In place of a provider that the error does not name. */
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
