import type { LetterlockEvent } from '@letterlock/sdk'
import { Check, Circle, TriangleAlert } from 'lucide-react'
import { classes } from '../../ui/classes.ts'
import { hasSucceeded } from './events-in-words.ts'

const DOTS = {
  good: [Check, 'bg-ok-soft text-ok'],
  bad: [TriangleAlert, 'bg-lost-soft text-lost'],
  other: [Circle, 'bg-muted text-muted-foreground'],
} as const

/** The outcome of an event as a color; the text beside it says the same. */
export function EventDot({ event }: { readonly event: LetterlockEvent }) {
  const succeeded = hasSucceeded(event)
  const [Icon, look] = DOTS[succeeded === null ? 'other' : succeeded ? 'good' : 'bad']
  return (
    <span className={classes('grid size-5 place-items-center rounded-full', look)}>
      <Icon aria-hidden className="size-3" strokeWidth={2.25} />
    </span>
  )
}
