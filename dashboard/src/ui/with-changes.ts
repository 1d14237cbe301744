/** The filters of a list after a change, for its URL, without unset ones. */
export function withChanges(
  filters: object,
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const merged = Object.entries<string | undefined>({ ...filters, ...changes })
  return Object.fromEntries(merged.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
