import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type Tone = 'ok' | 'warn' | 'lost' | 'off'

const INK: Readonly<Record<Tone, string>> = {
  ok: 'text-ok',
  warn: 'text-warn',
  lost: 'text-lost',
  off: 'text-off',
}
const GROUND: Readonly<Record<Tone, string>> = {
  ok: 'bg-ok-soft',
  warn: 'bg-warn-soft',
  lost: 'bg-lost-soft',
  off: 'bg-off-soft',
}

interface BadgeProps {
  readonly tone: Tone
  readonly icon: LucideIcon
  /** With its own background, beside a title. */
  readonly pill?: boolean
  /** For tests, which do not depend on the language. */
  readonly testId?: string
  readonly children: ReactNode
}

/** A status: icon, word and color, never color alone. */
export function Badge({ tone, icon: Icon, pill = false, testId, children }: BadgeProps) {
  return (
    <span
      data-testid={testId}
      data-tone={tone}
      className={classes(
        'inline-flex items-center gap-1.5 align-middle text-sm font-medium whitespace-nowrap in-[dd]:whitespace-normal',
        INK[tone],
        pill && `rounded-full py-0.5 pr-2.25 pl-1.75 ${GROUND[tone]}`,
      )}
    >
      <Icon aria-hidden className="size-3.75 flex-none" />
      <span>{children}</span>
    </span>
  )
}

/** A small word, such as a label or a scope. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return (
    <span className="inline-flex min-h-5 items-center rounded-sm border bg-muted px-1.75 text-xs font-medium text-muted-foreground">
      {children}
    </span>
  )
}

export function Count({ tone, children }: { readonly tone?: 'lost'; readonly children: ReactNode }) {
  return (
    <span
      className={classes(
        'min-w-4.5 rounded-full px-1.25 text-center text-xs leading-4.5 font-medium tabular-nums',
        tone === 'lost' ? 'bg-lost-soft text-lost' : 'bg-foreground/8 text-muted-foreground',
      )}
    >
      {children}
    </span>
  )
}
