import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface PageProps {
  readonly title: ReactNode
  readonly lead?: ReactNode
  readonly breadcrumb?: ReactNode
  /** Beside the title, such as a status. */
  readonly badge?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}

/** A page inside the frame: title, actions and content. */
export function Page({ title, lead, breadcrumb, badge, actions, children }: PageProps) {
  return (
    <div className="flex flex-col gap-4 tablet:gap-5">
      <div
        className={classes(
          'flex flex-wrap gap-x-4 gap-y-3',
          lead === undefined && breadcrumb === undefined ? 'items-center' : 'items-start',
        )}
      >
        {/* A sentence needs room; a title alone stays beside its actions. */}
        <div className={classes('min-w-0', lead === undefined ? 'flex-[1_1_8rem]' : 'flex-[1_1_20rem]')}>
          {breadcrumb}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1>{title}</h1>
            {badge}
          </div>
          {lead !== undefined && <p className="mt-0.5 max-w-2xl text-pretty text-muted-foreground">{lead}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
