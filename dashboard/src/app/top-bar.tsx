import { Menu as MenuIcon, Search } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useMe } from '../features/session/me.ts'
import { Button } from '../ui/button.tsx'
import { Mark } from '../ui/mark.tsx'
import { texts } from '../words/index.ts'
import { openPalette } from './palette.tsx'
import { SideBar } from './side-bar.tsx'

/** On a phone, a button opens the side bar. */
export function TopBar() {
  const sheet = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)
  const heading = useId()
  const me = useMe().data
  const close = (): void => sheet.current?.close()
  return (
    <header className="sticky top-0 z-10 flex h-14 items-center gap-1.5 border-b bg-sidebar px-2 tablet:hidden">
      <Button
        look="ghost"
        square
        icon={MenuIcon}
        aria-label={texts.nav.openMenu}
        onClick={() => {
          setOpen(true)
          sheet.current?.showModal()
        }}
      />
      <Mark className="size-5" />
      <b className="min-w-0 flex-1 truncate font-semibold">{me?.workspace.name}</b>
      <Button look="ghost" square icon={Search} aria-label={texts.palette.title} onClick={openPalette} />
      <dialog
        ref={sheet}
        aria-labelledby={heading}
        onClose={() => setOpen(false)}
        // Pressing beside the side bar closes it.
        onClick={(event) => event.target === event.currentTarget && close()}
        className="m-0 h-dvh max-h-none w-[min(20rem,86vw)] border-r bg-sidebar text-foreground shadow-dialog open:slide-in"
      >
        <h2 id={heading} className="sr-only">
          {texts.nav.pages}
        </h2>
        {open && <SideBar inSheet onNavigate={close} />}
      </dialog>
    </header>
  )
}
