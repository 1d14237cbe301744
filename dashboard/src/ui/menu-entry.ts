import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'

/** The props that the menu's button passes to its `<button>`. */
export type TriggerProps = ButtonHTMLAttributes<HTMLButtonElement>

/** One entry of a menu; a line separates groups. */
export type MenuEntry =
  | 'line'
  | {
      readonly name: string
      readonly icon: LucideIcon
      readonly destructive?: boolean
      readonly disabled?: boolean
      /** A page, which a middle click opens in a new tab; else `onSelect` runs. */
      readonly href?: string
      readonly onSelect?: () => void
    }
  | {
      readonly label: string
      readonly value: string
      readonly options: readonly (readonly [value: string, name: string])[]
      readonly onChange: (value: string) => void
    }

export interface MenuProps {
  readonly trigger: (props: TriggerProps) => ReactNode
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'end'
  /** Opened while its code was loading. */
  readonly startsOpen?: boolean
}
