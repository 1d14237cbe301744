import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface Tab {
  readonly name: string
  readonly content: ReactNode
}

interface TabsProps {
  /** The accessible name of the tab list. */
  readonly label: string
  readonly tabs: readonly Tab[]
}

/** Tabs with panels; arrow keys move between them. Tabs that do not fit scroll. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <Radix.Root defaultValue="0" className="flex min-w-0 flex-col gap-4">
      <Radix.List aria-label={label} className="-mx-4 flex overflow-x-auto border-b px-4">
        {tabs.map(({ name }, index) => (
          <Radix.Trigger
            key={name}
            // Part of an ID, which must not contain a name.
            value={String(index)}
            className="-mb-px flex h-11 flex-none items-center border-b-2 border-transparent px-3 text-sm font-medium text-muted-foreground -outline-offset-2 hover:text-foreground focus-visible:shadow-[inset_0_0_0_2px_var(--ring)] data-[state=active]:border-primary data-[state=active]:text-foreground tablet:h-9.5"
          >
            {name}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(({ name, content }, index) => (
        <Radix.Content key={name} value={String(index)} className="flex min-w-0 flex-col gap-3 rounded-sm">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
