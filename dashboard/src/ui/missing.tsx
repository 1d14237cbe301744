/** A dash in the place of a value; its meaning is read aloud. */
export function Missing({ words }: { readonly words: string }) {
  return (
    <span className="text-muted-foreground">
      <span aria-hidden>—</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
