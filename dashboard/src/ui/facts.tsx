import type { ReactNode } from 'react'

interface FactsProps {
  /** Larger, for pages where a user decides. */
  readonly large?: boolean
  readonly children: ReactNode
}

/** Names and values, one pair per row. */
export function Facts({ large = false, children }: FactsProps) {
  return (
    <dl data-large={large || undefined} className="group/facts py-1">
      {children}
    </dl>
  )
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] items-baseline gap-3 px-4 py-1.75 text-sm leading-5 group-data-large/facts:text-md group-data-large/facts:leading-6 tablet:grid-cols-[8.2rem_minmax(0,1fr)]">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}
