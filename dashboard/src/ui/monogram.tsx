import { classes } from './classes.ts'

const SIZES = {
  small: 'size-5 rounded-[5px] text-[0.59375rem]',
  normal: 'size-7 rounded-md text-[0.6875rem]',
  large: 'size-11 rounded-[11px] text-md',
} as const

interface MonogramProps {
  readonly name: string
  readonly size?: keyof typeof SIZES
  /** For users. */
  readonly round?: boolean
}

/** Two letters for a provider, a workspace or a user, beside the name. */
export function Monogram({ name, size = 'normal', round = false }: MonogramProps) {
  return (
    <span
      aria-hidden
      className={classes(
        'inline-grid flex-none place-items-center leading-none font-[650] tracking-tight',
        SIZES[size],
        round
          ? 'rounded-full! bg-primary-soft text-link'
          : 'border border-border-strong bg-muted text-muted-foreground',
      )}
    >
      {lettersOf(name)}
    </span>
  )
}

/** “AC” for “Acme Crm”, “Ac” for “AcmeCrm”: the capitals, else the first two letters. */
function lettersOf(name: string): string {
  const [first = '', second = ''] = name.split(/[\s(]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  if (second !== '') return `${first.slice(0, 1)}${second.slice(0, 1)}`.toUpperCase()
  const capital = /^.\P{Lu}*(\p{Lu})/u.exec(first)?.[1]?.toLowerCase()
  return `${first.slice(0, 1).toUpperCase()}${capital ?? first.slice(1, 2)}`
}
