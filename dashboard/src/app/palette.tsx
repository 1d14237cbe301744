import { lazy, Suspense, useEffect, useState } from 'react'

const OPEN = 'letterlock-palette'

const CommandPalette = lazy(async () => {
  const { CommandPalette: palette } = await import('./command-palette.tsx')
  return { default: palette }
})

export function openPalette(): void {
  dispatchEvent(new Event(OPEN))
}

/** Loads the command palette on demand: with Ctrl K, ⌘K or its buttons. */
export function Palette() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const show = (): void => setOpen(true)
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      show()
    }
    addEventListener(OPEN, show)
    addEventListener('keydown', press)
    return () => {
      removeEventListener(OPEN, show)
      removeEventListener('keydown', press)
    }
  }, [])
  if (!open) return null
  return (
    <Suspense>
      <CommandPalette onClose={() => setOpen(false)} />
    </Suspense>
  )
}
