/** A dash for a missing value; screen readers read its meaning. */
export function Missing({ words }: { readonly words: string }) {
  return (
    <span className="text-muted-foreground">
      <span aria-hidden>—</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
