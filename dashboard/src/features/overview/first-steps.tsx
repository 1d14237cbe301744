import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronRight, CircleCheck, CircleDashed } from 'lucide-react'
import { Card } from '../../ui/card.tsx'
import { texts } from '../../words/index.ts'

const words = texts.firstSteps

export type Step = readonly [
  name: keyof typeof words.steps,
  to: NonNullable<LinkProps['to']>,
  isDone: boolean,
]

/** The first steps of a new workspace, checked off automatically. Hidden when all are done. */
export function FirstSteps({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.every(([, , isDone]) => isDone)) return null
  const done = steps.filter(([, , isDone]) => isDone)
  const open = steps.filter(([, , isDone]) => !isDone)
  return (
    <Card title={words.title} lead={words.progress(done.length, steps.length)} flush>
      <ul className="divide-y">
        {open.map(([name, to]) => (
          <li key={name} className="relative flex items-center gap-3 px-4 py-3 hover:bg-muted/60">
            <CircleDashed aria-hidden className="size-4.5 flex-none text-off" />
            <div className="min-w-0 flex-1">
              <Link to={to} className="font-semibold no-underline after:absolute after:inset-0">
                {words.steps[name].title}
              </Link>
              <span className="sr-only"> {words.open}</span>
              <p className="text-sm text-muted-foreground">{words.steps[name].text}</p>
            </div>
            <ChevronRight aria-hidden className="size-4 text-muted-foreground" />
          </li>
        ))}
        {done.length > 0 && (
          <li>
            <ul className="flex flex-wrap gap-x-5 gap-y-1 px-4 py-2.5 text-sm text-muted-foreground">
              {done.map(([name, to]) => (
                <li key={name} className="flex items-center gap-1.5">
                  <CircleCheck aria-hidden className="size-4 flex-none text-ok" />
                  <Link to={to} className="no-underline hover:underline">
                    {words.steps[name].title}
                  </Link>
                  <span className="sr-only"> {words.done}</span>
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
    </Card>
  )
}
