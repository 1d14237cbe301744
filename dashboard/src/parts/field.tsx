import { useId, useState, type InputHTMLAttributes } from 'react'
import { texts } from '../texts.ts'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string
  readonly hint?: string
}

/** A labelled required input; a password can be shown. */
export function Field({ label, hint, type, ...input }: FieldProps) {
  const id = useId()
  const [shown, setShown] = useState(false)
  const isPassword = type === 'password'
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className={isPassword ? 'password' : undefined}>
        <input
          id={id}
          type={isPassword && shown ? 'text' : type}
          required
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...(isPassword && { autoCapitalize: 'off', autoCorrect: 'off', spellCheck: false })}
          {...input}
        />
        {isPassword && (
          <button
            type="button"
            className="quiet"
            aria-controls={id}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? texts.signIn.hide : texts.signIn.show}
          </button>
        )}
      </span>
      {hint && (
        <p id={`${id}-hint`} className="soft">
          {hint}
        </p>
      )}
    </div>
  )
}
