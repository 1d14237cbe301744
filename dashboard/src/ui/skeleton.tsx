import { useEffect, useState } from 'react'
import { texts } from '../words/index.ts'

const DELAY_MS = 300

/** Placeholder lines while content loads; hidden at first, so that fast responses do not flicker. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true" className="flex flex-col gap-3 py-2">
      <span className="sr-only">{texts.loading}</span>
      {late &&
        Array.from({ length: lines }, (_, line) => (
          <span
            key={line}
            aria-hidden
            className="skeleton block h-3"
            style={{ width: `${90 - ((line * 23) % 50)}%` }}
          />
        ))}
    </div>
  )
}
