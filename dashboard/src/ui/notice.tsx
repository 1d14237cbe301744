import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

const KINDS = {
  info: [Info, 'border-primary/22 bg-primary-soft', 'text-link'],
  ok: [CircleCheck, 'border-ok-solid/30 bg-ok-soft', 'text-ok'],
  warn: [TriangleAlert, 'border-warn-solid/35 bg-warn-soft', 'text-warn'],
  lost: [CircleAlert, 'border-lost-solid/30 bg-lost-soft', 'text-lost'],
} as const

interface NoticeProps {
  readonly kind?: keyof typeof KINDS
  /** `alert` and `status` when it appears after an action. */
  readonly role?: 'alert' | 'status' | 'note'
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Notice({ kind = 'info', role = 'note', actions, children }: NoticeProps) {
  const [Icon, ground, ink] = KINDS[kind]
  return (
    <div
      role={role}
      className={classes(
        'grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 gap-y-2 rounded-lg border px-3 py-2.5 text-sm leading-5 tablet:flex',
        ground,
      )}
    >
      <Icon aria-hidden className={classes('mt-0.5 size-4 flex-none', ink)} />
      <div className="min-w-0 wrap-anywhere tablet:flex-1">{children}</div>
      {actions !== undefined && <div className="col-start-2 justify-self-start">{actions}</div>}
    </div>
  )
}
