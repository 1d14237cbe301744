import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'

interface BarButtonProps {
  readonly label?: string
  readonly className?: string
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** On the dark ground of a bar. */
export function BarButton({ label, className, disabled = false, onClick, children }: BarButtonProps) {
  return (
    <Button
      look="ghost"
      size="small"
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
      className={classes(
        'text-background! not-aria-disabled:hover:bg-background/16! aria-disabled:bg-transparent! aria-disabled:opacity-60',
        className,
      )}
    >
      {children}
    </Button>
  )
}
