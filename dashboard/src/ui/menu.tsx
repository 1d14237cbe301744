import { lazy, Suspense, useState } from 'react'
import type { MenuProps } from './menu-entry.ts'

const MenuContent = lazy(async () => {
  const { MenuContent: content } = await import('./menu-content.tsx')
  return { default: content }
})

/** A menu under a button. Its code loads when it is opened for the first time. */
export function Menu(menu: MenuProps) {
  const [asked, setAsked] = useState(menu.startsOpen ?? false)
  const closed = menu.trigger({
    'aria-haspopup': 'menu',
    'aria-expanded': asked,
    onClick: () => setAsked(true),
  })
  if (!asked) return closed
  return (
    <Suspense fallback={closed}>
      <MenuContent {...menu} />
    </Suspense>
  )
}
