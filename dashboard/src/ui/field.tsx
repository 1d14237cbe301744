import { Eye, EyeOff } from 'lucide-react'
import { useId, useState, type InputHTMLAttributes, type ReactNode } from 'react'
import { texts } from '../words/index.ts'
import { classes } from './classes.ts'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly hint?: string
  /** At the right of the label, such as a link. */
  readonly aside?: ReactNode
  /** As high as on a phone, for pages where a user decides. */
  readonly large?: boolean
}

export const inputClass =
  'w-full min-w-0 rounded-md border border-input bg-card px-2.5 placeholder:text-faint-foreground disabled:border-border-strong disabled:bg-muted disabled:text-disabled h-11 text-md tablet:h-8.5 tablet:text-base'

/** A labelled required input; a password can be shown. */
export function Field({ label, hint, aside, large = false, type, ...input }: FieldProps) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const isPassword = type === 'password'
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline gap-3">
        <label htmlFor={id} className="flex-1 font-semibold">
          {label}
        </label>
        {aside}
      </div>
      <span className="relative flex">
        <input
          id={id}
          type={isPassword && shown ? 'text' : type}
          required
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...(isPassword && { autoCapitalize: 'off', autoCorrect: 'off', spellCheck: false })}
          {...input}
          className={classes(inputClass, large && 'h-11! text-md!', isPassword && 'pr-11!')}
        />
        {isPassword && (
          <button
            type="button"
            className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-muted-foreground hover:text-foreground"
            aria-label={shown ? texts.signIn.hide : texts.signIn.show}
            aria-controls={id}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon aria-hidden className="size-4" />
          </button>
        )}
      </span>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted-foreground">
          {hint}
        </p>
      )}
    </div>
  )
}
