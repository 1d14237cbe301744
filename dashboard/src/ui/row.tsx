import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface RowsProps {
  readonly children: ReactNode
}

/** A list of rows, with lines between them. */
export function Rows({ children }: RowsProps) {
  return <ul className="divide-y">{children}</ul>
}

interface RowProps {
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** Whether the content is short, so that the actions stay beside it on a phone. */
  readonly short?: boolean
}

export function Row({ children, actions, short = false }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className={classes('min-w-0 wrap-anywhere', short ? 'flex-[1_1_9rem]' : 'flex-[1_1_14rem]')}>
        {children}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </li>
  )
}
