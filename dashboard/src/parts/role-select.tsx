import type { Role } from '@letterlock/sdk'
import { texts } from '../texts.ts'

const ROLES: readonly Role[] = ['owner', 'admin', 'member']

export function RoleSelect({
  label,
  role,
  disabled,
  onChange,
}: {
  readonly label: string
  readonly role: Role
  readonly disabled: boolean
  readonly onChange: (role: Role) => void
}) {
  return (
    <select
      aria-label={label}
      value={role}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Role)}
    >
      {ROLES.map((one) => (
        <option key={one} value={one}>
          {texts.roles[one].name}
        </option>
      ))}
    </select>
  )
}
