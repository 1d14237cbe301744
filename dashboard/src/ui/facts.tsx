import type { ReactNode } from 'react'

/** Names and values, one pair a row. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="py-1">{children}</dl>
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3 px-4 py-1.75 text-sm leading-5 tablet:grid-cols-[8.2rem_minmax(0,1fr)]">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}
