import { ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly open?: boolean
  /** Renders its content when it is opened, for data that is read from a provider. */
  readonly lazy?: boolean
  readonly children: ReactNode
}

export function Disclosure({ summary, open = false, lazy = false, children }: DisclosureProps) {
  const [opened, setOpened] = useState(open)
  return (
    <details
      open={open}
      className="group"
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true)
      }}
    >
      <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 rounded-md font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 flex-none text-muted-foreground transition-transform duration-(--fast) group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="flex flex-col gap-3 pt-1 pb-2 pl-5.5">{(!lazy || opened) && children}</div>
    </details>
  )
}
