import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly open?: boolean
  readonly children: ReactNode
}

export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details open={open} className="group">
      <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 rounded-md font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 flex-none text-muted-foreground transition-transform duration-(--fast) group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="flex flex-col gap-3 pt-1 pb-2 pl-5.5">{children}</div>
    </details>
  )
}
