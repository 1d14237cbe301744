import { texts } from '../texts.ts'
import { Field } from './field.tsx'

export function NewPasswordField({
  label,
  autoFocus = false,
}: {
  readonly label: string
  readonly autoFocus?: boolean
}) {
  return (
    <Field
      name="password"
      type="password"
      label={label}
      hint={texts.setup.passwordHint}
      autoComplete="new-password"
      minLength={15}
      maxLength={128}
      autoFocus={autoFocus}
    />
  )
}
