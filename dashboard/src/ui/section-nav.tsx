import { useEffect, useRef, useState } from 'react'
import { classes } from './classes.ts'

interface SectionNavProps {
  readonly label: string
  /** In the order of the page, with the IDs of their elements. */
  readonly sections: readonly (readonly [id: string, name: string])[]
}

/** Sticky links to the sections of a long page, which mark the current one. */
export function SectionNav({ label, sections }: SectionNavProps) {
  const nav = useRef<HTMLElement>(null)
  const current = useCurrentSection(sections.map(([id]) => id))
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>('[aria-current]')
    // Only sideways: the page stays where it is.
    if (link) nav.current?.scrollTo({ left: link.offsetLeft - 16 })
  }, [current])
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="sticky top-14 z-[4] -mx-4 flex overflow-x-auto border-b bg-background px-4 tablet:top-0 tablet:mx-0 tablet:px-0"
    >
      {sections.map(([id, name]) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={id === current ? 'location' : undefined}
          className={classes(
            '-mb-px flex h-11 flex-none items-center border-b-2 px-3 text-sm font-medium no-underline focus-visible:shadow-[inset_0_0_0_2px_var(--ring)] tablet:h-10',
            id === current
              ? 'border-primary text-foreground'
              : 'border-transparent text-muted-foreground hover:text-foreground',
          )}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}

/** Below what stays at the top. */
const READ_AT_PX = 180

/** The current section: the chosen one until the user scrolls, or else the last one that begins above the reading position. */
function useCurrentSection(ids: readonly string[]): string | undefined {
  const [current, setCurrent] = useState(ids[0])
  const key = ids.join()
  useEffect(() => {
    let isChosen = false
    const choose = (): void => {
      const id = location.hash.slice(1)
      if (!key.split(',').includes(id)) return
      isChosen = true
      setCurrent(id)
    }
    const read = (): void => {
      if (isChosen) return
      const begun = key
        .split(',')
        .map((id) => [id, document.getElementById(id)?.getBoundingClientRect().top ?? Infinity] as const)
        .filter(([, top]) => top < READ_AT_PX)
        .toSorted(([, one], [, other]) => one - other)
      setCurrent(begun.at(-1)?.[0] ?? key.split(',')[0])
    }
    const release = (): void => void (isChosen = false)
    addEventListener('hashchange', choose)
    addEventListener('scroll', read, { passive: true })
    for (const event of ['wheel', 'touchmove', 'keydown']) addEventListener(event, release, { passive: true })
    choose()
    return () => {
      removeEventListener('hashchange', choose)
      removeEventListener('scroll', read)
      for (const event of ['wheel', 'touchmove', 'keydown']) removeEventListener(event, release)
    }
  }, [key])
  return current
}
