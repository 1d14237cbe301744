import type { ReactNode } from 'react'

interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
  /** The button that fills it. */
  readonly actions?: ReactNode
}

export function Empty({ title, children, actions }: EmptyProps) {
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-12 text-center">
      <h2>{title}</h2>
      {children !== undefined && <p className="max-w-120 text-muted-foreground">{children}</p>}
      {actions !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
