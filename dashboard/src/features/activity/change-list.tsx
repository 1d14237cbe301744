import { ArrowRight } from 'lucide-react'
import { texts } from '../../words/index.ts'
import type { Change } from './changes.ts'

/** What an event changed: name, old value, new value. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="mt-1.5 w-fit max-w-full divide-y divide-border-strong/50 rounded-md bg-muted text-sm">
      {changes.map(({ name, from, to }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2.5 py-1.5">
          <span className="min-w-36 text-muted-foreground max-tablet:basis-full">{name}</span>
          {from !== '' && (
            <del className="rounded-sm bg-lost-soft px-1 text-lost no-underline wrap-anywhere">
              <span aria-hidden>− </span>
              {from}
            </del>
          )}
          {from !== '' && to !== '' && (
            <>
              <ArrowRight aria-hidden className="size-3.5 flex-none text-muted-foreground" />
              <span className="sr-only">{texts.events.becomes}</span>
            </>
          )}
          {to !== '' && (
            <ins className="rounded-sm bg-ok-soft px-1 text-ok no-underline wrap-anywhere">
              <span aria-hidden>+ </span>
              {to}
            </ins>
          )}
        </li>
      ))}
    </ul>
  )
}
