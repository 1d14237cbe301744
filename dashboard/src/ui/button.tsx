import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, MouseEvent, Ref } from 'react'
import { classes } from './classes.ts'

const LOOKS = {
  primary: 'border-transparent bg-primary text-primary-foreground hover:bg-primary-hover',
  outline: 'border-border-strong bg-card shadow-raised hover:bg-muted',
  ghost: 'border-transparent text-muted-foreground hover:bg-muted hover:text-foreground',
  destructive: 'border-transparent bg-destructive text-destructive-foreground hover:bg-destructive-hover',
  'destructive-outline': 'border-destructive/45 bg-card text-destructive hover:bg-muted',
} as const

const SIZES = {
  small: 'min-h-9 px-3 py-1 text-sm rounded-md tablet:min-h-7 tablet:px-2.25 tablet:rounded-[6px]',
  normal: 'min-h-11 px-4 py-1.5 text-[0.9375rem] rounded-md tablet:min-h-8.5 tablet:px-3 tablet:text-base',
  large: 'min-h-11 px-4.5 py-2 text-md rounded-[9px]',
} as const

/** As wide as it is high. */
const SQUARES = {
  small: 'size-9 tablet:size-7',
  normal: 'size-11 tablet:size-8.5',
  large: 'size-11',
} as const

export interface ButtonLook {
  readonly look?: keyof typeof LOOKS
  readonly size?: keyof typeof SIZES
  /** Icon only; `aria-label` has the name. */
  readonly square?: boolean
}

/** For a link that looks like a button. */
export function buttonClass({ look = 'primary', size = 'normal', square = false }: ButtonLook = {}): string {
  return classes(
    'inline-flex max-w-full shrink-0 items-center justify-center gap-1.75 border font-semibold leading-tight no-underline transition-colors duration-(--fast)',
    'aria-disabled:cursor-not-allowed aria-disabled:border-transparent! aria-disabled:bg-muted aria-disabled:text-disabled aria-disabled:shadow-none',
    'aria-busy:cursor-progress',
    LOOKS[look],
    SIZES[size],
    square && `${SQUARES[size]} p-0!`,
  )
}

/** In the place of what the button does; its form is not sent either. */
const OFF = {
  onClick: (event: MouseEvent) => event.preventDefault(),
  onPointerDown: undefined,
  onKeyDown: undefined,
} as const

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonLook {
  readonly icon?: LucideIcon
  /** While the action runs, the icon spins and further presses do nothing. */
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** `aria-disabled` instead of `disabled`, so that the button keeps the focus. */
export function Button({
  look,
  size,
  square,
  icon,
  busy = false,
  disabled,
  className,
  children,
  ...button
}: ButtonProps) {
  const Icon = busy ? LoaderCircle : icon
  const isOff = disabled === true || busy
  return (
    <button
      type="button"
      {...button}
      {...(isOff && OFF)}
      aria-disabled={isOff || undefined}
      aria-busy={busy || undefined}
      className={classes(
        buttonClass({ ...(look && { look }), ...(size && { size }), ...(square && { square }) }),
        className,
      )}
    >
      {Icon && <Icon aria-hidden className={classes('size-3.75 flex-none', busy && 'animate-spin')} />}
      {children}
    </button>
  )
}
