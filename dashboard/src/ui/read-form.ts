/** The text fields of a submitted form. */
export function readForm<Name extends string>(
  form: HTMLFormElement,
  names: readonly Name[],
): Record<Name, string> {
  const given = new FormData(form)
  return Object.fromEntries(
    names.map((name) => {
      const value = given.get(name)
      return [name, typeof value === 'string' ? value : '']
    }),
  ) as Record<Name, string>
}
