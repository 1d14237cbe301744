import { useId, type ReactNode } from 'react'
import { classes } from './classes.ts'

interface CardProps {
  readonly title?: ReactNode
  /** One sentence under the title. */
  readonly lead?: ReactNode
  /** At the right of the title. */
  readonly actions?: ReactNode
  readonly footer?: ReactNode
  /** Content without padding, such as a list of rows. */
  readonly flush?: boolean
  readonly className?: string
  readonly id?: string
  readonly children?: ReactNode
}

export function Card({ title, lead, actions, footer, flush = false, className, id, children }: CardProps) {
  const heading = useId()
  return (
    <section
      id={id}
      aria-labelledby={title === undefined ? undefined : heading}
      className={classes('min-w-0 rounded-lg border bg-card', className)}
    >
      {title !== undefined && (
        <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3">
          <div className={classes('min-w-0', lead === undefined ? 'flex-auto' : 'flex-1')}>
            <h2 id={heading}>{title}</h2>
            {lead !== undefined && <p className="text-sm text-muted-foreground">{lead}</p>}
          </div>
          {actions}
        </header>
      )}
      {children !== undefined && <div className={flush ? '' : 'p-4'}>{children}</div>}
      {footer !== undefined && (
        <footer className="flex flex-wrap items-center gap-2 border-t px-4 py-3 text-sm text-muted-foreground">
          {footer}
        </footer>
      )}
    </section>
  )
}
