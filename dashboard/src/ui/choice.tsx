import type { InputHTMLAttributes, ReactNode } from 'react'

interface ChoiceProps extends InputHTMLAttributes<HTMLInputElement> {
  /** One sentence under the name. */
  readonly hint?: ReactNode
  readonly children: ReactNode
}

/** A checkbox or radio button; the whole row is its target. */
export function Choice({ hint, children, type = 'checkbox', ...input }: ChoiceProps) {
  return (
    <label className="-mx-2 flex min-h-11 items-start gap-2.5 rounded-md px-2 py-2.5 hover:bg-muted has-disabled:cursor-not-allowed tablet:min-h-9 tablet:py-2">
      {/* Aligned with the first line. */}
      <span className="flex h-[1lh] flex-none items-center">
        <input type={type} {...input} />
      </span>
      <span className="min-w-0 wrap-break-word">
        {children}
        {hint !== undefined && <span className="block text-sm text-muted-foreground">{hint}</span>}
      </span>
    </label>
  )
}
