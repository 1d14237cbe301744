import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@letterlock/server/limits.ts'
import { Field } from '../../ui/field.tsx'
import { texts } from '../../words/index.ts'

interface NewPasswordFieldProps {
  readonly label: string
  readonly large?: boolean
  readonly autoFocus?: boolean
}

export function NewPasswordField({ label, large = false, autoFocus = false }: NewPasswordFieldProps) {
  return (
    <Field
      name="password"
      type="password"
      label={label}
      hint={texts.setup.passwordHint(MIN_PASSWORD_LENGTH)}
      autoComplete="new-password"
      minLength={MIN_PASSWORD_LENGTH}
      maxLength={MAX_PASSWORD_LENGTH}
      large={large}
      autoFocus={autoFocus}
    />
  )
}
