import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronRight, CircleCheck, CircleDashed } from 'lucide-react'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { texts } from '../../words/index.ts'

const words = texts.firstSteps

export type Step = readonly [
  name: keyof typeof words.steps,
  to: NonNullable<LinkProps['to']>,
  isDone: boolean,
]

/** What a new workspace needs, ticked off by what the server knows. It disappears when all is done. */
export function FirstSteps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.every(([, , isDone]) => isDone)) return null
  const done = steps.filter(([, , isDone]) => isDone).length
  return (
    <Card title={words.title} lead={words.progress(done, steps.length)} flush>
      <ol className="divide-y">
        {steps.map(([name, to, isDone]) => {
          const Icon = isDone ? CircleCheck : CircleDashed
          return (
            <li key={name} className="relative flex items-center gap-3 px-4 py-3 hover:bg-muted/60">
              <Icon aria-hidden className={classes('size-4.5 flex-none', isDone ? 'text-ok' : 'text-off')} />
              <div className="min-w-0 flex-1">
                <Link
                  to={to}
                  className={classes(
                    'font-semibold no-underline after:absolute after:inset-0',
                    isDone && 'text-muted-foreground',
                  )}
                >
                  {words.steps[name].title}
                </Link>
                <span className="sr-only"> {isDone ? words.done : words.open}</span>
                {!isDone && <p className="text-sm text-muted-foreground">{words.steps[name].text}</p>}
              </div>
              <ChevronRight aria-hidden className="size-4 text-muted-foreground" />
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
