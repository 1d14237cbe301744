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
      hint={texts.setup.passwordHint}
      autoComplete="new-password"
      minLength={15}
      maxLength={128}
      large={large}
      autoFocus={autoFocus}
    />
  )
}
