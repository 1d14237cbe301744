import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Mark } from './mark.tsx'

const WIDTHS = { normal: 'tablet:max-w-[29rem]', wide: 'tablet:max-w-[46rem]' } as const

interface PublicPageProps {
  readonly title: ReactNode
  readonly width?: keyof typeof WIDTHS
  readonly children?: ReactNode
}

/** A page without the frame: one sheet, which is the whole page on a phone. */
export function PublicPage({ title, width = 'normal', children }: PublicPageProps) {
  return (
    <main className="grid min-h-dvh place-items-start bg-card text-md tablet:place-items-center tablet:bg-background tablet:px-4 tablet:py-8">
      <div
        className={classes(
          'flex w-full flex-col gap-4 p-5 tablet:rounded-xl tablet:border tablet:bg-card tablet:p-8 tablet:shadow-floating',
          WIDTHS[width],
        )}
      >
        <p className="flex items-center gap-2 text-lg font-[680] tracking-tight">
          <Mark /> Letterlock
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
