import { InvalidArgumentError } from 'commander'

/** @throws InvalidArgumentError */
export function readLabel(given: string): readonly [name: string, value: string] {
  const colon = given.indexOf(':')
  if (colon < 1) throw new InvalidArgumentError('Write the name, a colon and the value, such as plan:pro.')
  return [given.slice(0, colon), given.slice(colon + 1)]
}
