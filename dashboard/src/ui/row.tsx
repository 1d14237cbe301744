import type { ReactNode } from 'react'

interface RowsProps {
  readonly children: ReactNode
}

/** Objects one under the other, with lines between them. */
export function Rows({ children }: RowsProps) {
  return <ul className="divide-y">{children}</ul>
}

interface RowProps {
  readonly children: ReactNode
  readonly actions?: ReactNode
}

export function Row({ children, actions }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-[1_1_14rem] wrap-anywhere">{children}</div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </li>
  )
}
