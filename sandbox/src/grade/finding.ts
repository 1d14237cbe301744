/** What a program did instead of what was expected. */
export class Finding extends Error {
  override readonly name = 'Finding'
}

/** @throws Finding unless the condition holds */
export function expect(condition: boolean, found: string): asserts condition {
  if (!condition) throw new Finding(found)
}
