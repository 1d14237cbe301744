import type { ReactNode } from 'react'

interface FigureProps {
  readonly value: string
  readonly name: string
  readonly children?: ReactNode
}

/** A number that stands out, and what it counts. */
export function Figure({ value, name, children }: FigureProps) {
  return (
    <p className="text-sm text-muted-foreground">
      <b className="mr-1 text-xl font-semibold tracking-tight text-foreground tabular-nums">{value}</b> {name}
      {children}
    </p>
  )
}
