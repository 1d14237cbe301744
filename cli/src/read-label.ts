import { LABEL_NAME, MAX_LABEL_NAME_LENGTH, MAX_LABEL_VALUE_LENGTH } from '@letterlock/server/limits.ts'
import { InvalidArgumentError } from 'commander'

/** Rejects invalid labels early, before an account is connected. @throws InvalidArgumentError */
export function readLabel(given: string): readonly [name: string, value: string] {
  const colon = given.indexOf(':')
  if (colon < 1) throw new InvalidArgumentError('Write the name, a colon and the value, such as plan:pro.')
  const name = given.slice(0, colon)
  if (!LABEL_NAME.test(name) || name.length > MAX_LABEL_NAME_LENGTH)
    throw new InvalidArgumentError(
      `The name begins with a small letter, and has small letters, digits, _ and - only, at most ${MAX_LABEL_NAME_LENGTH}.`,
    )
  const value = given.slice(colon + 1).trim()
  if (value === '' || value.length > MAX_LABEL_VALUE_LENGTH)
    throw new InvalidArgumentError(`The value has 1 to ${MAX_LABEL_VALUE_LENGTH} characters.`)
  return [name, value]
}
